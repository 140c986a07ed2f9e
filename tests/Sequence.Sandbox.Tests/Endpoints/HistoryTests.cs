using System.Globalization;
using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Sandbox.Tests.Endpoints;

public sealed class HistoryTests : ExchangeTest
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    [Test]
    public async Task Bars_carry_the_last_price_of_their_interval()
    {
        VenueMarket alpha = List("alpha");
        Trade(alpha, 10m);
        Time.Advance(TimeSpan.FromSeconds(59));
        Trade(alpha, 11m);
        Time.Advance(TimeSpan.FromSeconds(61));
        Trade(alpha, 12m);

        JToken history = await GetAsync("/v1/price_history/TEST-USD");

        Assert.That((string?)history["source"], Is.EqualTo("tape"));
        Assert.That(Points(history), Is.EqualTo("12:00:00=11000000000 12:02:00=12000000000"));
    }

    [Test]
    public async Task Ticks_are_the_latest_prints_with_side_size_and_venue()
    {
        VenueMarket kraken = List("kraken");
        for (int i = 1; i <= 3; i++)
            Trade(kraken, i, i == 3 ? BookSide.Bid : BookSide.Ask);

        JToken history = await GetAsync("/v1/price_history/TEST-USD?fidelity_secs=0&limit=2");

        Assert.That((string?)history["source"], Is.EqualTo("venue_ticks"));
        Assert.That(history["points"]!.Select(point => $"{point["price_1e9"]} {point["side"]} {point["qty_1e8"]} {point["venue_id"]}"), Is.EqualTo<string>(
            ["2000000000 sell 100000000 0", "3000000000 buy 100000000 0"]));
    }

    [Test]
    public async Task A_window_of_both_times_replaces_the_range()
    {
        VenueMarket alpha = List("alpha");
        Trade(alpha, 10m);
        Time.Advance(TimeSpan.FromMinutes(2));
        Trade(alpha, 11m);
        long noon = new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        string window = string.Create(Invariant, $"start_ts={noon}&end_ts={noon + 60}");

        Assert.That(Points(await GetAsync("/v1/price_history/TEST-USD?range=1h&" + window)), Is.EqualTo("12:00:00=10000000000"));
        Assert.That(Points(await GetAsync("/v1/price_history/TEST-USD?range=1h")), Is.EqualTo("12:00:00=10000000000 12:02:00=11000000000"));
    }

    [Test]
    public async Task More_than_a_day_needs_a_venue_unless_it_is_a_prediction()
    {
        Trade(List("alpha"), 10m);
        Trade(List("beta"), 20m);
        Trade(List("alpha", "EVENT:YES", InstrumentKind.Prediction), 0.5m);

        JToken error = await FailAsync(HttpMethod.Get, "/v1/price_history/TEST-USD?range=1w", HttpStatusCode.BadRequest);
        JToken beta = await GetAsync("/v1/price_history/TEST-USD?range=1w&venue=beta");
        JToken prediction = await GetAsync("/v1/price_history/EVENT?range=1w");

        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo("venue"));
        Assert.That((string?)beta["source"], Is.EqualTo("venue_proxy"));
        Assert.That(Points(beta), Is.EqualTo("12:00:00=20000000000"));
        Assert.That((string?)prediction["source"], Is.EqualTo("kalshi_rest"));
        Assert.That(Points(prediction), Is.EqualTo("12:00:00=500000000"));
    }

    [TestCase("NO-SUCH", "", HttpStatusCode.NotFound)]
    [TestCase("TEST-USD", "?venue=nowhere", HttpStatusCode.BadRequest)]
    [TestCase("TEST-USD", "?range=2d", HttpStatusCode.BadRequest)]
    [TestCase("TEST-USD", "?fidelity_secs=-1", HttpStatusCode.BadRequest)]
    [TestCase("TEST-USD", "?fidelity_secs=0&limit=501", HttpStatusCode.BadRequest)]
    [TestCase("TEST-USD", "?start_ts=10&end_ts=9", HttpStatusCode.BadRequest)]
    public async Task What_does_not_fit_is_refused(string symbol, string query, HttpStatusCode status)
    {
        List("alpha");
        await FailAsync(HttpMethod.Get, $"/v1/price_history/{symbol}{query}", status);
    }

    private void Trade(VenueMarket market, decimal price, BookSide taker = BookSide.Bid)
    {
        Place(market, taker == BookSide.Bid ? BookSide.Ask : BookSide.Bid, price, 1m);
        Place(market, taker, price, 1m);
    }

    private static string Points(JToken history) => string.Join(' ', history["points"]!.Select(point =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)point["ts_ns"]! / 1_000_000).ToString("HH:mm:ss", Invariant) + "=" + point["price_1e9"]));
}
