using Sequence.Sdk;
using static Sequence.Contract.Tests.Reference.Facts;

namespace Sequence.Contract.Tests.Reference;

/// <summary>Fixed-point types, units of suffixes, and the sandbox.</summary>
internal static class NumberFacts
{
    public static IEnumerable<Fact> All =>
    [
        Is("Qty::from_human(1.5) stores 150000000", () => Qty.FromDecimal(1.5m).Raw, 150_000_000L),
        Is("Qty.human()", () => Qty.FromRaw(150_000_000).ToDecimal(), 1.5m),
        Is("Px::from_human(74000) stores 74000000000000", () => Px.FromDecimal(74_000m).Raw, 74_000_000_000_000L),
        Is("Px.human()", () => Px.FromRaw(74_000_000_000_000).ToDecimal(), 74_000m),
        Is("from_human takes a float", () => typeof(Qty).GetMethod("FromDecimal", [typeof(double)]) is not null, true).Differs("Amounts are decimal: a double would lose digits, so it does not compile."),
        Is("_1e8 is x 10^8", () => Qty.Scale, 100_000_000L),
        Is("_1e9 is x 10^9", () => Px.Scale, 1_000_000_000L),
        Is("1 BTC is 100000000", () => Qty.FromDecimal(1m).Raw, 100_000_000L),
        Is("50000 USD is 50000000000000", () => Px.FromDecimal(50_000m).Raw, 50_000_000_000_000L),
        Is("_ns is nanoseconds since the Unix epoch", () => UnixNanos.FromRaw(1_705_406_400_000_000_000).ToDateTimeOffset(), new DateTimeOffset(2024, 1, 16, 12, 0, 0, TimeSpan.Zero)),
        Reads<Quote>("no suffix is a human number", """{"symbol":"A","nbbo":{"bid":73984.57},"venues":{},"source":"edge_nbbo"}""", q => q.Nbbo.Bid, 73984.57m),
        Is("10 bps is 0.10 percent", () => new FeeQuote { Venue = "v", TakerBps = 10m }.TakerFeeUsd(1m, 1_000m), Usd.FromDecimal(1m)),
        Is("amounts print with a format", () => $"{Usd.FromDecimal(1234.5m):F2}", "1234.50"),
        Is("amounts print with a sign", () => $"{Usd.FromDecimal(1234.5m):+0.00;-0.00}", "+1234.50"),
        Reads<Position>(
            "raw values are at hand", """{"id":1,"venue":"v","instrument":{"kind":"crypto","symbol":"BTC"},"qty_1e8":150000000,"locked_qty_1e8":0,"available_qty_1e8":150000000,"entry_price_usd_1e9":1,"current_price_usd_1e9":1,"current_value_usd_1e9":1,"unrealized_pnl_usd_1e9":1,"realized_pnl_usd_1e9":1,"fees_usd_1e9":1,"lifecycle":{"state":"active"},"transferable":true,"settled":false}""",
            p => p.Qty.Raw, 150_000_000L),
        Sends("sandbox per call on an order", c => c.Buy("A", 1m).Sandbox().SubmitAsync(), "POST /v1/orders", ("is_sandbox", true)),
        Sends("live by default", c => c.Buy("A", 1m).SubmitAsync(), "POST /v1/orders", ("is_sandbox", false)),
        new Fact("a seq_test_ key opens a client", async () =>
        {
            await using var client = new SequenceClient("seq_test_0123456789abcdef");
            return client.ToString().Contains("seq_test_***", StringComparison.Ordinal) ? null : client.ToString();
        }),
        Is("1e-30 is kept", () => ContractJson.Read<Nbbo>("""{"bid":1e-30}"""u8.ToArray()).Bid > 0, true).Differs("A decimal has 28 digits after the point: what is smaller reads as 0. No price is that small."),
        Reads<FundingRate>(
            "u64::MAX nanoseconds", """{"symbol":"A","venue":"v","rate_bps_per_hour":0,"predicted_rate_bps_per_hour":0,"mark_price_1e9":0,"open_interest_1e8":0,"next_settlement_ns":18446744073709551615,"snapshot_age_ms":0}""",
            r => r.NextSettlement, UnixNanos.MaxValue).Differs("A time after the year 2262 is refused rather than read as another one."),
        Reads<FundingRate>(
            "u64::MAX milliseconds", """{"symbol":"A","venue":"v","rate_bps_per_hour":0,"predicted_rate_bps_per_hour":0,"mark_price_1e9":0,"open_interest_1e8":0,"next_settlement_ns":0,"snapshot_age_ms":18446744073709551615}""",
            r => r.SnapshotAgeMs, long.MaxValue).Differs("An age of 292 million years is no age: the answer is refused rather than read as another number."),
    ];
}
