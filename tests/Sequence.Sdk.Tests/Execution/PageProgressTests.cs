namespace Sequence.Sdk.Tests.Execution;

/// <summary>A walk over pages goes on as long as it makes progress, and no longer.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PageProgressTests
{
    private static readonly string[] Known = ["a", "b"];

    private readonly PageProgress _walk = new("listOrders");

    [Test]
    public void Pages_with_new_rows_never_end_the_walk()
    {
        for (int i = 0; i < 100; i++)
            _walk.Note([$"row {i}", "a"], null, continues: true);
    }

    [Test]
    public void Pages_of_new_rows_alone_never_end_it()
    {
        for (int i = 0; i < 100; i++)
            _walk.Note([$"row {i}", $"other {i}"], null, continues: true);
    }

    [Test]
    public void The_same_page_again_ends_it()
    {
        _walk.Note(Known, null, continues: true);

        SequenceDeserializationException error = Assert.Throws<SequenceDeserializationException>(() => _walk.Note(Known, null, continues: true))!;

        Assert.That(error.Message, Does.StartWith(
            "listOrders gave the same page again: it seems to ignore the offset or the cursor; the walk would never end. Narrow the request, or begin again."));
        Assert.That(error.BodySnippet, Is.Empty);
        Assert.That((error.Operation, error.Retryability, error.IsStalledWalk, error.JsonPath), Is.EqualTo(("listOrders", Retryability.AfterBackoff, true, (string?)null)));
    }

    [Test]
    public void The_same_page_as_the_last_is_fine()
    {
        _walk.Note(Known, null, continues: true);
        _walk.Note(Known, null, continues: false);
    }

    [Test]
    public void The_same_page_of_a_list_that_has_grown_is_fine_and_of_one_that_has_not_is_not()
    {
        _walk.Note(Known, 4, continues: true);
        _walk.Note(Known, 6, continues: true);

        Assert.Throws<SequenceDeserializationException>(() => _walk.Note(Known, 6, continues: true));
    }

    [Test]
    public void Known_rows_in_another_order_are_another_page()
    {
        _walk.Note(Known, null, continues: true);
        _walk.Note(["b", "a"], null, continues: true);
        _walk.Note(["a"], null, continues: true);
    }

    [Test]
    public void Ten_pages_without_a_new_row_are_borne()
    {
        _walk.Note(Known, null, continues: true);
        for (int i = 0; i < 10; i++)
            _walk.Note([], null, continues: true);

        Assert.That(
            Assert.Throws<SequenceDeserializationException>(() => _walk.Note([], null, continues: true))!.Message,
            Does.StartWith("listOrders gave 11 pages in a row without a new row"));
    }

    [Test]
    public void A_new_row_begins_the_count_anew()
    {
        for (int i = 0; i < 10; i++)
            _walk.Note([], null, continues: true);
        _walk.Note(["c"], null, continues: true);
        for (int i = 0; i < 10; i++)
            _walk.Note([], null, continues: true);
    }

    [Test]
    public void A_stalled_walk_names_the_member_at_fault() =>
        Assert.That(PageProgress.Stalled("listMarkets", "gave the same cursor", "cursor").JsonPath, Is.EqualTo("cursor"));
}
