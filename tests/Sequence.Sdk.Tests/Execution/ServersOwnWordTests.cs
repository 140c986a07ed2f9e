using System.Net;
using System.Threading.RateLimiting;
using Sequence.Sdk.Tests.Transport;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Execution;

/// <summary>What is not provably the server's own word refuses nothing, proves no absence, and is never lost either.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ServersOwnWordTests
{
    private readonly DirectTime _time = new();

    [TestCase(403, """{"error": {"code": 403, "message": "Forbidden"}}""", TestName = "A_status_as_code")]
    [TestCase(409, """{"error": {"code": "409", "message": "Conflict"}}""", TestName = "A_status_as_text")]
    [TestCase(404, """{"error": {"code": 404, "message": "m", "status": "NOT_FOUND"}}""", TestName = "A_cloud_envelope")]
    [TestCase(403, """{"error": {"code": "Forbidden", "message": "m"}}""", TestName = "A_name_as_code")]
    [TestCase(503, """{"error": {"code": "Service Unavailable", "message": "m"}}""", TestName = "A_reason_phrase_as_code")]
    [TestCase(403, """{"error": {"code": " ", "message": "m"}}""", TestName = "A_blank_code")]
    [TestCase(400, """{"error": {"code": true, "message": "m"}}""", TestName = "A_flag_as_code")]
    [TestCase(409, """{"error": {"code": "CONFLICT", "message": "m"}} <html>""", TestName = "Text_behind_the_envelope")]
    [TestCase(409, """{error: {code: 'CONFLICT', message: 'm'}}""", TestName = "Loose_json")]
    [TestCase(409, """{"error": {"code": "CONFLICT", "message": "m"}, "error": {"code": "CONFLICT", "message": "m"}}""", TestName = "An_envelope_twice")]
    [TestCase(422, """{"code": "VALIDATION_ERROR", "message": "m"}""", TestName = "A_code_without_an_envelope")]
    [TestCase(422, """{"error": "VALIDATION_ERROR", "code": "VALIDATION_ERROR"}""", TestName = "A_code_beside_a_text")]
    [TestCase(422, """[{"error": {"code": "VALIDATION_ERROR", "message": "m"}}]""", TestName = "An_envelope_in_a_list")]
    public async Task Is_no_refusal(int status, string body)
    {
        using var wire = new ScriptedHandler(_time, Steps.Answer(status, body));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 0 });

        await Assert.ThrowsAsync<SubmitUnknownException>(() => client.Buy("A-USD", 1m).SubmitAsync());
    }

    [TestCase("trading is halted")]
    [TestCase("Account suspended")]
    [TestCase("the venue is PAUSED")]
    public async Task A_conflict_with_the_state_of_the_account_settles_no_earlier_attempt(string message)
    {
        using var wire = new ScriptedHandler(_time, Steps.Broken, Steps.Answer(409, $$"""{"error": {"code": "CONFLICT", "message": "{{message}}"} }"""));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 1 });

        Task<SubmitResult> call = client.Buy("A-USD", 1m).SubmitAsync();
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<SubmitUnknownException>(() => call);
    }

    [TestCase("<html>gateway</html>", true)]
    [TestCase("""{"message": "no Route matched with those values"}""", true)]
    [TestCase("""{"error": "Not Found"}""", true)]
    [TestCase("", true)]
    [TestCase("""{"error": {"code": 404, "message": "m"}}""", true)]
    [TestCase("""{"error": {"code": "NOT_FOUND", "message": "m"}}""", false)]
    public async Task A_lookup_is_empty_only_by_the_servers_own_404(string body, bool throws)
    {
        Func<SequenceClient, Task<bool>>[] lookups =
        [
            async c => await c.GetMarketAsync("a", "kalshi") is null, async c => await c.GetFundingRateAsync("okx", "BTC-USD-PERP") is null, async c => (await c.GetPolymarketRewardsAsync("12")).Count == 0,
        ];
        foreach (Func<SequenceClient, Task<bool>> isEmpty in lookups)
        {
            using var wire = new ScriptedHandler(_time, Steps.Answer(404, body));
            using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 0 });
            if (throws)
                Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => isEmpty(client)))!.Status, Is.EqualTo(404));
            else
                Assert.That(await isEmpty(client));
        }
    }

    [TestCase("\"has_more\": true")]
    [TestCase("\"total\": 900")]
    public async Task The_first_of_many_other_orders_proves_no_absence(string counter)
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", $$"""{"orders": [{"node_order_id": "graph:x:order:1", "qty_1e8": 1, "filled_qty_1e8": 0}], {{counter}}}""");

        Assert.That((await Assert.ThrowsAsync<SequenceDeserializationException>(() => wire.Client.GetOrderAsync("graph:g1:order:1")))!.Retryability, Is.EqualTo(Retryability.AfterBackoff));
    }

    [Test]
    public async Task A_venue_that_may_be_connected_is_stopped_too()
    {
        using var wire = new WireRecorder();
        wire.Answer("listVenues", """[{"venue": "kraken"}, {"venue": "okx", "connected": false}]""");

        StopResult stopped = await wire.Client.StopEverythingAsync();

        Assert.That((stopped.IsComplete, string.Join(",", stopped.Venues.Select(v => v.Venue))), Is.EqualTo((true, "kraken")));
    }

    [TestCase("""{"success": false}""")]
    [TestCase("""{"cancelled": 2, "failed": 1}""")]
    [TestCase("""[{"node_order_id": "a"}, {"node_order_id": "b", "error": "too late"}]""")]
    public async Task A_stop_with_a_cancel_that_failed_in_part_is_not_complete(string body)
    {
        using var wire = new WireRecorder();
        wire.Answer("listVenues", """[{"venue": "kraken", "connected": true}]""").Answer("cancelAllOnVenue", body);

        Assert.That((await wire.Client.StopEverythingAsync()).IsComplete, Is.False);
    }

    private static readonly Exception[] FromHandlers =
    [
        new TimeoutException("t"), new InvalidOperationException("polly"), new InvalidDataException("gzip"), new System.Net.Sockets.SocketException(104), new ObjectDisposedException("handler"), new ArgumentException("a"),
    ];

    [TestCaseSource(nameof(FromHandlers))]
    public async Task Whatever_a_handler_throws_leaves_a_submit_unknown_and_a_read_repeatable(Exception thrown)
    {
        using var wire = new ScriptedHandler(_time, _ => throw thrown);
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 0 });

        Assert.That((await Assert.ThrowsAsync<SubmitUnknownException>(() => client.Buy("A-USD", 1m).SubmitAsync()))!.ToString(), Does.Contain(thrown.Message));
        Assert.That((await Assert.ThrowsAsync<SequenceNetworkException>(() => client.GetSymbolsAsync()))!.Retryability, Is.EqualTo(Retryability.AfterBackoff));
    }

    [Test]
    public async Task A_body_that_cannot_be_decompressed_leaves_a_submit_unknown([Values(200, 502)] int status)
    {
        using var wire = new ScriptedHandler(_time, _ => new HttpResponseMessage((HttpStatusCode)status) { Content = new StreamContent(new CorruptStream()) });
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 0 });

        await Assert.ThrowsAsync<SubmitUnknownException>(() => client.Buy("A-USD", 1m).SubmitAsync());
    }

    [Test]
    public async Task A_limiter_that_fails_sends_nothing_and_forgets_no_attempt([Values(0, 1)] int attempts)
    {
        using var limiter = new FailingLimiter(attempts);
        using var wire = new ScriptedHandler(_time, Steps.Broken);
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { MaxRetries = 1, RateLimiter = limiter });

        Task<SubmitResult> call = client.Buy("A-USD", 1m).SubmitAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        SequenceNetworkException error = (await Assert.CatchAsync<SequenceNetworkException>(() => call))!;

        Assert.That((wire.Attempts.Count, error is SubmitUnknownException), Is.EqualTo((attempts, attempts > 0)));
    }

    [Test]
    public async Task Rows_that_were_not_asked_for_are_left_out()
    {
        using var wire = new WireRecorder();
        string quotes = """{"quotes": [{"symbol": "ETH-USD", "source": "x", "nbbo": {}, "venues": {}}, {"symbol": "btcusd", "source": "x", "nbbo": {}, "venues": {}}], "count": 2, "elapsed_ms": 1}""";
        wire.Answer("getQuotesBatch", quotes).Answer("getFundingHistory", """{"symbol": "BTC-USD-PERP", "venue": "bybit", "count": 0, "points": []}""");

        Assert.That((await wire.Client.QuotesBatch(["BTC-USD"]).SendAsync()).Quotes.OfType<QuoteEntry.Ok>().Select(entry => entry.Quote.Symbol), Is.EqualTo(["btcusd"]));
        Assert.That((await wire.Client.Positions().Venue("nowhere").FetchAsync()).Positions, Is.Empty);
        Assert.That((await wire.Client.Positions().Kind(InstrumentKind.Fiat).FetchAsync()).Positions, Is.Empty);
        await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.GetFundingHistoryAsync("BTC-USD-PERP", "okx"));
    }

    private static IEnumerable<TestCaseData> Lists()
    {
        (string Operation, Func<SequenceClient, Task> Call, string Body)[] lists =
        [
            ("listOrders", c => c.GetOrderAsync("graph:g1:order:1"), """{"orders": [null]}"""), ("listOrders", c => c.Orders().FetchAsync(), "[null]"),
            ("listFills", c => c.Fills().FetchAsync(), """{"fills": [null]}"""), ("listVenues", c => c.GetVenuesAsync(), "[null]"),
            ("listMarkets", c => c.GetMarketAsync("a", "kalshi"), """{"markets": [null], "count": 1, "venue": "kalshi", "has_more": false}"""),
            ("listQuotes", c => c.GetQuotesAsync(["A"]), """{"quotes": [null], "count": 1}"""), ("getFundingRates", c => c.GetFundingRateAsync("okx", "A"), """{"unit": "bps_per_hour", "rates": [null]}"""),
        ];
        return lists.Select(one => new TestCaseData(one.Operation, one.Call, one.Body).SetArgDisplayNames($"{one.Operation} {one.Body}"));
    }

    [TestCaseSource(nameof(Lists))]
    public async Task A_row_that_is_null_makes_a_list_unreadable(string operation, Func<SequenceClient, Task> callAsync, string body)
    {
        using var wire = new WireRecorder();
        wire.Answer(operation, body);

        Assert.That((await Assert.ThrowsAsync<SequenceDeserializationException>(() => callAsync(wire.Client)))!.Operation, Is.EqualTo(operation));
    }

    [Test]
    public async Task A_stop_throws_nothing_over_a_row_that_is_null()
    {
        using var wire = new WireRecorder();
        wire.Answer("listVenues", "[null]");

        StopResult stopped = await wire.Client.StopEverythingAsync();

        Assert.That((stopped.IsComplete, stopped.KillSwitch!.Engaged), Is.EqualTo((false, true)));
        Assert.That(stopped.VenuesError, Is.InstanceOf<SequenceDeserializationException>());
    }

    private sealed class CorruptStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new InvalidDataException("bad block");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new InvalidDataException("bad block");
    }

    /// <summary>Throws as a limiter does that was disposed, after some permits.</summary>
    private sealed class FailingLimiter(int permits) : RateLimiter
    {
        private readonly ConcurrencyLimiter _inner = new(new ConcurrencyLimiterOptions { PermitLimit = 10 });
        private int _left = permits;

        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            _left-- > 0 ? _inner.AcquireAsync(permitCount, cancellationToken) : throw new ObjectDisposedException("limiter");

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
