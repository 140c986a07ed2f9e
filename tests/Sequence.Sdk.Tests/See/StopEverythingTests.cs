using System.Net;
using RichardSzalay.MockHttp;
using Sequence.Sdk.Tests.Transport;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.See;

/// <summary>The kill switch, and then every connected venue.</summary>
[TestFixture]
public sealed class StopEverythingTests
{
    private const string Venues = """[{"venue": "kraken", "connected": true}, {"venue": "okx", "connected": false}, {"venue": "bybit", "connected": true}]""";

    [Test]
    public async Task The_kill_switch_goes_first_and_each_connected_venue_is_cancelled()
    {
        using var wire = new WireRecorder();
        wire.Answer("listVenues", Venues);

        StopResult stopped = await wire.Client.StopEverythingAsync("runaway");

        Assert.That(
            wire.Requests.Select(r => r.Path), Is.EqualTo(["/v1/kill_switch", "/v1/credentials", "/v1/venue_cancel_all/kraken", "/v1/venue_cancel_all/bybit"]));
        Assert.That((stopped.IsComplete, stopped.KillSwitch!.Engaged, stopped.KillSwitchError, stopped.VenuesError), Is.EqualTo((true, true, (Exception?)null, (Exception?)null)));
        Assert.That(stopped.Venues.Select(v => (v.Venue, v.IsDone, v.Answer is not null)), Is.EqualTo([("kraken", true, true), ("bybit", true, true)]));
    }

    [Test]
    public async Task No_failure_stops_the_rest()
    {
        using var wire = new WireRecorder();
        wire.Mock.When("*/v1/venue_cancel_all/kraken").Respond(HttpStatusCode.InternalServerError);
        wire.Fail("engageKillSwitch", HttpStatusCode.Forbidden).Answer("listVenues", Venues);

        StopResult stopped = await wire.Client.StopEverythingAsync();

        Assert.That((stopped.IsComplete, stopped.KillSwitch, ((SequenceApiException)stopped.KillSwitchError!).Status), Is.EqualTo((false, (KillSwitchStatus?)null, 403)));
        Assert.That(stopped.Venues.Select(v => (v.Venue, v.IsDone, (v.Error as SequenceApiException)?.Status)), Is.EqualTo([("kraken", false, (int?)500), ("bybit", true, null)]));
    }

    [Test]
    public async Task Venues_that_cannot_be_read_are_told()
    {
        using var wire = new WireRecorder();
        wire.Fail("listVenues", HttpStatusCode.BadGateway);

        StopResult stopped = await wire.Client.StopEverythingAsync();

        Assert.That((stopped.IsComplete, stopped.KillSwitch!.Engaged, stopped.Venues.Count), Is.EqualTo((false, true, 0)));
        Assert.That(stopped.VenuesError, Is.InstanceOf<SequenceApiException>());
    }

    [Test]
    public async Task A_kill_switch_without_an_answer_holds_up_the_cancels_for_five_seconds()
    {
        var time = new DirectTime();
        using var silent = new SilentHandler();
        using var handler = new SilentKillSwitch(silent);
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { HttpHandler = handler, TimeProvider = time, BaseAddress = new Uri("https://stop.test") });

        Task<StopResult> stopping = client.StopEverythingAsync();
        time.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.That(handler.Paths, Is.EqualTo(["/v1/kill_switch"]));
        time.Advance(TimeSpan.FromMilliseconds(1));
        while (handler.Paths.Count < 4)
            await Task.Delay(1);
        Assert.That(stopping.IsCompleted, Is.False);
        time.Advance(TimeSpan.FromSeconds(25));
        StopResult stopped = await stopping;

        Assert.That(((SequenceException)stopped.KillSwitchError!).Retryability, Is.EqualTo(Retryability.OutcomeUnknown));
        Assert.That(stopped.Venues.Select(v => v.IsDone), Is.EqualTo([true, true]));
    }

    [Test]
    public async Task A_cancelled_stop_tells_what_was_done()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        using var wire = new WireRecorder();

        StopResult stopped = await wire.Client.StopEverythingAsync(cancellationToken: cancelled.Token);

        Assert.That((stopped.IsComplete, wire.Requests.Count), Is.EqualTo((false, 0)));
        Assert.That(stopped.KillSwitchError, Is.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task All_of_it_overtakes_what_waits_for_a_permit()
    {
        var time = new DirectTime();
        using var wire = new ScriptedHandler(time, Steps.Ok("""[{"venue": "kraken", "connected": true}]"""));
        using SequenceClient client = wire.NewClient(new SequenceClientOptions { RateLimitQps = 20, Timeout = Timeout.InfiniteTimeSpan });
        Task[] waiting = [.. Enumerable.Range(0, 50).Select(_ => client.GetSymbolsAsync())];
        Assert.That(client.Budget!.Reserved, Is.EqualTo(4));

        await client.StopEverythingAsync();

        Assert.That(wire.Attempts.Skip(36).Select(a => a.Request), Is.EqualTo(["POST /v1/kill_switch", "GET /v1/credentials", "POST /v1/venue_cancel_all/kraken"]));
        Assert.That(waiting.Count(w => !w.IsCompleted), Is.EqualTo(14));
    }

    /// <summary>Never answers the kill switch, and everything else at once.</summary>
    private sealed class SilentKillSwitch(HttpMessageHandler silent) : DelegatingHandler(silent)
    {
        private readonly List<string> _paths = [];

        public IReadOnlyList<string> Paths
        {
            get
            {
                lock (_paths)
                    return [.. _paths];
            }
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string path = request.RequestUri!.AbsolutePath;
            lock (_paths)
                _paths.Add(path);
            return path == "/v1/kill_switch"
                ? base.SendAsync(request, cancellationToken)
                : Task.FromResult(new HttpResponseMessage { Content = new StringContent(path == "/v1/credentials" ? Venues : "{}") });
        }
    }
}
