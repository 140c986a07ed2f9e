namespace Sequence.Sdk.Tests.Execution;

/// <summary>Amounts are exact or refused, and states say whether they are the last.</summary>
[TestFixture]
public sealed class OrderTermsTests
{
    [TestCase("12345678901", "price: must be at most 9223372036.854775807, but was 12345678901.")]
    [TestCase("-12345678901", "price: must be at most 9223372036.854775807, but was -12345678901.")]
    [TestCase("0.0000000001", "price: 0.0000000001 has digits finer than 1e-9, which the wire cannot hold; round it first.")]
    [TestCase("9223372036.8547758071", "price: must be at most 9223372036.854775807, but was 9223372036.8547758071.")]
    public void An_amount_that_the_wire_cannot_hold_is_refused(string value, string message) =>
        Assert.That(Refusal(() => Amounts.Exact<Px>(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), "price")), Is.EqualTo(message));

    [Test]
    public void The_largest_amount_is_taken_and_finer_digits_of_it_are_not_too_large()
    {
        Assert.That(Amounts.Exact<Px>(9223372036.854775807m, "price").Raw, Is.EqualTo(long.MaxValue));
        Assert.That(Amounts.Positive<Px>(0.000000001m, "price").Raw, Is.EqualTo(1));
    }

    [TestCase(0, "price: must be above 0, but was 0.")]
    [TestCase(-1, "price: must be above 0, but was -1.")]
    public void An_amount_must_be_above_zero(int value, string message)
    {
        Assert.That(Refusal(() => Amounts.Positive<Px>((decimal)value, "price")), Does.StartWith(message[..^1]));
        Assert.That(Refusal(() => Amounts.Positive(Px.FromDecimal(value), "price")), Does.StartWith(message[..^1]));
    }

    [Test]
    public void Basis_points_have_sixteen_bits()
    {
        Assert.That((Amounts.BasisPoints(0, "bps"), Amounts.BasisPoints(65535, "bps")), Is.EqualTo((0, 65535)));
        Assert.That(Refusal(() => Amounts.BasisPoints(-1, "bps")), Is.EqualTo("bps: must be between 0 and 65535, but was -1."));
        Assert.That(Refusal(() => Amounts.BasisPoints(65536, "bps")), Is.EqualTo("bps: must be between 0 and 65535, but was 65536."));
    }

    [Test]
    public void A_span_has_whole_milliseconds()
    {
        Assert.That((Amounts.WholeMilliseconds(TimeSpan.Zero, "t"), Amounts.WholeMilliseconds(TimeSpan.FromSeconds(2), "t")), Is.EqualTo((0, 2000)));
        Assert.That(Refusal(() => Amounts.WholeMilliseconds(TimeSpan.FromTicks(-10_000), "t")), Is.EqualTo("t: must be 0 or more, but was -00:00:00.0010000."));
        Assert.That(
            Refusal(() => Amounts.WholeMilliseconds(TimeSpan.FromTicks(10_001), "t")), Is.EqualTo("t: must be whole milliseconds, but was 00:00:00.0010001; round it first."));
    }

    [Test]
    public void An_order_describes_itself_in_a_line()
    {
        var market = new OrderTerms(Side.Buy, "BTC-USD", Qty.FromDecimal(0.5m));
        OrderTerms limit = market with { LimitPrice = Px.FromDecimal(75000m), Venue = "coinbase", InstrumentType = InstrumentType.Perp };

        Assert.That(market.Describe(isDerived: false), Is.EqualTo("buy 0.5 BTC-USD at market"));
        Assert.That(limit.Describe(isDerived: true), Is.EqualTo("buy (derived) BTC-USD (perp) at 75000 on coinbase"));
    }

    [TestCase("completed", true)]
    [TestCase("aborted", true)]
    [TestCase("expired", true)]
    [TestCase("active", false)]
    [TestCase("paused", false)]
    [TestCase("later", false)]
    public void Some_states_of_a_graph_are_the_last(string status, bool isTerminal)
    {
        Assert.That(GraphStatus.Create(status).IsTerminal, Is.EqualTo(isTerminal));
        Assert.That(new GraphStatusResponse { Status = GraphStatus.Create(status) }.IsTerminal, Is.EqualTo(isTerminal));
    }

    [TestCase("COMPLETED", true)]
    [TestCase("FILLED", true)]
    [TestCase("CANCELLED", true)]
    [TestCase("REJECTED", true)]
    [TestCase("FAILED", true)]
    [TestCase("PARTIAL", false)]
    [TestCase("LATER", false)]
    public void Some_states_of_an_order_are_the_last(string status, bool isTerminal) => Assert.That(OrderStatus.Create(status).IsTerminal, Is.EqualTo(isTerminal));

    [TestCase(10, 4, 40)]
    [TestCase(10, 10, 100)]
    [TestCase(10, 11, 100)]
    [TestCase(10, -1, 0)]
    [TestCase(0, 5, 0)]
    public void The_filled_part_is_a_percentage(int qty, int filled, int percent) =>
        Assert.That(new OrderResponse { Qty = Qty.FromDecimal(qty), FilledQty = Qty.FromDecimal(filled) }.FillPct, Is.EqualTo((decimal)percent));

    [Test]
    public async Task An_order_that_came_from_no_client_can_be_waited_for_only_at_its_end()
    {
        var ended = new OrderResponse { NodeOrderId = "graph:g:n:1", Status = OrderStatus.Filled };
        var live = new OrderResponse { NodeOrderId = "graph:g:n:1", Status = OrderStatus.Create("PARTIAL") };

        Assert.That(await ended.WhenTerminalAsync(), Is.SameAs(ended));
        Assert.That(
            Assert.Throws<InvalidOperationException>(() => live.WhenTerminalAsync())!.Message,
            Is.EqualTo("The order 'graph:g:n:1' came from no client, so its end cannot be waited for. Use WaitForOrderAsync of a client."));
    }

    [Test]
    public void A_submit_knows_its_orders()
    {
        SubmitResult one = Result(1, "leg"), several = Result(2, "a", "b"), paced = Result(3, "a", "b"), unknown = Result(1);

        Assert.That((one.OrderId, unknown.OrderId), Is.EqualTo(("graph:g:leg:1", "graph:g:order:1")));
        Assert.That(Refusal(() => several.OrderId), Does.StartWith("order_id: graph 'g' has several orders. Pass one of its nodes to NodeOrderId: a, b"));
        Assert.That((several.NodeOrderId("b"), unknown.NodeOrderId("x"), paced.NodeOrderId("x")), Is.EqualTo(("graph:g:b:1", "graph:g:x:1", "graph:g:x:1")));
        Assert.That(Refusal(() => several.NodeOrderId("B")), Does.StartWith("node: graph 'g' has no node 'B'. It was sent with: a, b"));
        Assert.That(Refusal(() => unknown.NodeOrderId(" ")), Is.EqualTo("node: must not be empty."));
    }

    [Test]
    public void A_validation_lists_problems_and_warnings()
    {
        var problem = new GraphProblem("nodes", "must not be empty.");
        var warning = new GraphProblem("edges", "sells twice.");

        Assert.That((new GraphValidation([]).ToString(), new GraphValidation([]).IsValid), Is.EqualTo(("valid", true)));
        Assert.That(
            new GraphValidation([problem]) { Warnings = [warning] }.ToString(), Is.EqualTo("problem nodes: must not be empty. | warning edges: sells twice."));
        Assert.That((new GraphValidation([problem]).IsValid, new GraphValidation([]) { Warnings = [warning] }.IsValid), Is.EqualTo((false, true)));
        Assert.That(new GraphValidation([]) { Warnings = [warning] }.ToString(), Is.EqualTo("warning edges: sells twice."));
    }

    private static SubmitResult Result(int nodeCount, params string[] nodeIds) => new SubmitResult { GraphId = "g", NodeCount = nodeCount }.Of(
        new SubmitBody { Nodes = nodeIds.Length == 0 ? null! : [.. nodeIds.Select(id => new GraphNode { NodeId = id })] });

    private static string Refusal<T>(Func<T> build) => Assert.Throws<SequenceValidationException>(() => build())!.Message;
}
