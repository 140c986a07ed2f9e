using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>What a <c>Retry-After</c> means.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RetryAfterTests
{
    private const string Now = "Fri, 02 Jan 2026 03:04:05 GMT";
    private const string HourLater = "Fri, 02 Jan 2026 04:04:05 GMT";

    private static readonly DateTimeOffset Here = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly DirectTime _time = new(Here);

    [TestCase("3", 3000)]
    [TestCase(" 1.5 ", 1500)]
    [TestCase("0.0004", 1)]
    [TestCase("0", 0)]
    [TestCase("-5", null)]
    [TestCase("1e3", null)]
    [TestCase("soon", null)]
    [TestCase(null, null)]
    [TestCase("99999999999999999999999999999999999", 4_294_967_294.0)]
    [TestCase("99999999999", 4_294_967_294.0)]
    public void Seconds(string? text, double? milliseconds) =>
        Assert.That(RetryAfter.Read(text, null, Here)?.TotalMilliseconds, Is.EqualTo(milliseconds));

    [TestCase("Fri, 02 Jan 2026 03:04:12 GMT", null, 7000)]
    [TestCase("Fri, 02 Jan 2026 04:04:12 GMT", HourLater, 7000)]
    [TestCase("Fri, 02 Jan 2026 02:04:12 GMT", "Fri, 02 Jan 2026 02:04:05 GMT", 7000)]
    [TestCase("Fri, 02 Jan 2026 04:04:12 GMT", "yesterday", 3_607_000)]
    [TestCase("Fri, 02 Jan 2026 03:04:04 GMT", Now, 0)]
    [TestCase("Sat, 02 Jan 9999 03:04:04 GMT", Now, 4_294_967_294.0)]
    public void A_date_is_measured_against_the_answers_own(string text, string? date, double milliseconds) =>
        Assert.That(RetryAfter.Read(text, date, Here)!.Value.TotalMilliseconds, Is.EqualTo(milliseconds));

    [TestCase(418)]
    [TestCase(429)]
    [TestCase(503)]
    public async Task A_wait_on_another_clock_is_kept_and_told(int status)
    {
        using var wire = new ScriptedHandler(_time, Dated(status, "Fri, 02 Jan 2026 04:04:12 GMT"), Steps.Ok("[]"));
        using SequenceClient client = wire.NewClient();

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        _time.Advance(TimeSpan.FromMilliseconds(6999));
        Assert.That(wire.Attempts, Has.Count.EqualTo(1));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(await call, Is.Empty);
    }

    [TestCase(418, Retryability.AfterBackoff)]
    [TestCase(429, Retryability.AfterBackoff)]
    [TestCase(400, Retryability.Never)]
    public async Task The_wait_is_public_on_the_exception(int status, Retryability retryability)
    {
        using var wire = new ScriptedHandler(_time, Dated(status, "Fri, 02 Jan 2026 04:05:05 GMT"));
        using SequenceClient client = wire.NewClient();

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => client.GetSymbolsAsync()))!;

        Assert.That((error.RetryAfter, error.Retryability, wire.Attempts.Count), Is.EqualTo((TimeSpan.FromSeconds(60), retryability, 1)));
    }

    [Test]
    public async Task A_418_that_names_no_pause_is_final()
    {
        using var wire = new ScriptedHandler(_time, Steps.Refusal(418));
        using SequenceClient client = wire.NewClient();

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => client.GetSymbolsAsync()))!;

        Assert.That((error.RetryAfter, error.Retryability, wire.Attempts.Count), Is.EqualTo(((TimeSpan?)null, Retryability.Never, 1)));
    }

    private static Step Dated(int status, string retryAfter) => request =>
    {
        HttpResponseMessage response = Steps.Answer(status, "{}", retryAfter)(request);
        response.Headers.TryAddWithoutValidation("Date", HourLater);
        return response;
    };
}
