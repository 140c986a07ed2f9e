using System.Text;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Streaming;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>What the payloads of the rarer topics become.</summary>
internal sealed class TopicEventTests
{
    private const string Row = """
        {"symbol":"BTC-USD-PERP","venue":"hyperliquid","rate_bps_per_hour":0.125,"predicted_rate_bps_per_hour":-0.10,"mark_price_1e9":74000000000000,
         "open_interest_1e8":150000000,"next_settlement_ns":1705410000000000000,"snapshot_age_ms":250,"mystery":7}
        """;

    [Test]
    public void A_cost_report_has_its_prices_and_keeps_what_is_not_documented()
    {
        var report = (StreamEvent.Tca)Decode("tca", """{"achieved_vwap_1e9":3200250000000,"benchmark_vwap_1e9":null,"venue_mix":{"kraken":0.5}}""");
        Assert.Multiple(() =>
        {
            Assert.That((report.Value.AchievedVwap, report.Value.BenchmarkVwap), Is.EqualTo(((Px?)Px.FromDecimal(3200.25m), (Px?)null)));
            Assert.That(report.Value.AdditionalProperties, Contains.Key("venue_mix"));
            Assert.That((decimal)report.Data["venue_mix"]!["kraken"]!, Is.EqualTo(0.5m));
            Assert.That(Decode("tca", "[1]"), Is.InstanceOf<StreamEvent.Malformed>());
        });
    }

    [TestCase("funding")]
    [TestCase("funding:hyperliquid")]
    [TestCase("funding:hyperliquid:BTC-USD-PERP")]
    public void A_funding_rate_is_a_row_of_the_rest_reads(string topic)
    {
        var funding = (StreamEvent.Funding)Decode(topic, Row);
        Assert.Multiple(() =>
        {
            Assert.That((funding.Value.Symbol, funding.Value.Venue, funding.Value.RateBpsPerHour), Is.EqualTo(("BTC-USD-PERP", "hyperliquid", 0.125m)));
            Assert.That(funding.Value.MarkPrice, Is.EqualTo(Px.FromDecimal(74_000m)));
            Assert.That((int)funding.Data["mystery"]!, Is.EqualTo(7));
        });
    }

    [TestCase("""{"rates":[]}""")]
    [TestCase("[]")]
    [TestCase("null")]
    public void A_funding_payload_of_another_form_is_raw_and_whole(string payload)
    {
        StreamEvent e = Decode("funding:kraken", payload);
        Assert.That(e, Is.EqualTo(new StreamEvent.Raw("funding:kraken") { Data = JToken.Parse(payload) }));
    }

    [Test]
    public void What_is_not_documented_of_a_topic_is_in_its_data()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Decode("deployment:d1", """{"to":"running"}""").ToString(), Is.EqualTo("""Deployment { DeploymentId = d1, Data = {"to":"running"} }"""));
            Assert.That(Decode("fair_price:BTC", """{"vwap":1.50}""").ToString(), Is.EqualTo("""FairPrice { Underlying = BTC, Data = {"vwap":1.50} }"""));
            Assert.That(Decode("fair_price", "[1]").ToString(), Is.EqualTo("FairPrice { Data = [1] }"));
        });
    }

    private static StreamEvent Decode(string channel, string payload)
    {
        var decoder = new FrameDecoder(new ChannelTable(new EventQueue(1), [channel]), Redactor.KeysOnly);
        return decoder.Decode(Encoding.UTF8.GetBytes($$"""{"channel":"{{channel}}","data":{{payload}}}""")).ToEvent()!;
    }
}
