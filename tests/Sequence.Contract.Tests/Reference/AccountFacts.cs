using System.Reflection;
using Sequence.Sdk;
using static Sequence.Contract.Tests.Reference.Facts;

namespace Sequence.Contract.Tests.Reference;

/// <summary>Level 1: positions, symbols, free-form reads and the kill switch.</summary>
internal static class AccountFacts
{
    public static IEnumerable<Fact> All =>
    [
        .. Methods<SequenceClient>(
            "",
            "positions_unified() -> PositionsRequest = Positions ! gives: The builders of reads are called queries here: PositionsQuery.",
            "symbols() -> Vec<SymbolInfo> = GetSymbolsAsync",
            "edges() -> Value = GetEdgesAsync",
            "account() -> Value = GetAccountAsync",
            "risk_limits() -> Value = GetRiskLimitsAsync",
            "kill_switch_engage(reason: Option<&str>) -> KillSwitchStatus = EngageKillSwitchAsync",
            "kill_switch_clear() -> KillSwitchStatus = ClearKillSwitchAsync",
            "cancel_all_on_venue(venue: &str) -> Value = CancelAllOnVenueAsync"),
        .. Methods<PositionsQuery>(
            "positions.", "venue(&str) -> Self = Venue", "venues(&[&str]) -> Self = Venues", "kind(InstrumentKind) -> Self = Kind", "cash_only() -> Self = CashOnly",
            "events_only() -> Self = EventsOnly", "include_closed(bool) -> Self = IncludeClosed", "fetch() -> PositionsResponse = FetchAsync"),
        Sends("positions: all by default", c => c.Positions().FetchAsync(), "GET /v1/positions"),
        Sends("positions.venue repeats", c => c.Positions().Venue("a").Venue("b").FetchAsync(), "GET /v1/positions?venues=a,b"),
        Sends("positions.venues replaces", c => c.Positions().Venue("a").Venues("b", "c").FetchAsync(), "GET /v1/positions?venues=b,c"),
        Sends("positions.venue adds to venues", c => c.Positions().Venues("a", "b").Venue("c").FetchAsync(), "GET /v1/positions?venues=a,b,c"),
        Sends("positions.kind repeats", c => c.Positions().Kind(InstrumentKind.Fiat).Kind(InstrumentKind.Crypto).FetchAsync(), "GET /v1/positions?kinds=fiat,crypto"),
        Sends("positions.cash_only is fiat and crypto", c => c.Positions().CashOnly().FetchAsync(), "GET /v1/positions?kinds=fiat,crypto"),
        Sends("positions.cash_only adds to the kinds", c => c.Positions().Kind(InstrumentKind.Perp).CashOnly().FetchAsync(), "GET /v1/positions?kinds=perp,fiat,crypto"),
        Sends("positions.events_only is event_contract", c => c.Positions().EventsOnly().FetchAsync(), "GET /v1/positions?kinds=event_contract"),
        Sends("positions.events_only adds to the kinds", c => c.Positions().Kind(InstrumentKind.Perp).EventsOnly().FetchAsync(), "GET /v1/positions?kinds=perp,event_contract"),
        Sends("positions.include_closed(true)", c => c.Positions().IncludeClosed(true).FetchAsync(), "GET /v1/positions?include_closed=true"),
        Sends("positions.include_closed(false)", c => c.Positions().IncludeClosed(true).IncludeClosed(false).FetchAsync(), "GET /v1/positions"),
        .. Words<InstrumentKind>("InstrumentKind", "Fiat = Fiat fiat", "Crypto = Crypto crypto", "Perp = Perp perp", "EventContract = EventContract event_contract"),
        .. Fields<PositionsResponse>("PositionsResponse", "positions: Vec<Position>", "totals: PositionTotals", "as_of_ns: u64"),
        .. Fields<PositionTotals>("totals", "nav_usd_1e9: i64"),
        .. Fields<Position>(
            "PositionView", "venue: String", "instrument: PositionInstrument", "qty_1e8: i64", "entry_price_usd_1e9: i64", "current_price_usd_1e9: i64", "unrealized_pnl_usd_1e9: i64",
            "realized_pnl_usd_1e9: i64", "fees_usd_1e9: i64", "lifecycle: PositionLifecycle", "settled: bool", "settled_mark_usd_1e9: Option<i64>"),
        Is("instrument is typed", () => typeof(PositionInstrument).GetProperty("Kind")!.PropertyType, typeof(InstrumentKind)),
        .. new[] { "Balances", "PerpPositions", "Portfolio" }.Select(name =>
            Is($"{name.ToLowerInvariant()}() still exists, deprecated", () => Methods().Any(m => m.Name.Contains(name, StringComparison.Ordinal)), true)
                .Differs("Its endpoint answers 404; Positions() has all of it, and a member that can only fail helps nobody.")),
        Is("positions() still exists, deprecated", () => typeof(SequenceClient).GetMethod("Positions")!.GetCustomAttribute<ObsoleteAttribute>() is not null, true)
            .Differs("Positions() is the unified read here; the old one answers 404."),

        Sends("symbols reads /v1/symbols", c => c.GetSymbolsAsync(), "GET /v1/symbols"),
        .. Fields<SymbolInfo>("Symbol", "symbol: String", "base: String", "quote: String", "venues: Vec<String>", "instrument_type: String"),
        Sends("edges", c => c.GetEdgesAsync(), "GET /v1/edges"),
        Sends("account", c => c.GetAccountAsync(), "GET /v1/account"),
        Sends("risk_limits", c => c.GetRiskLimitsAsync(), "GET /v1/risk_limits"),
        Sends("kill_switch_engage(Some)", c => c.EngageKillSwitchAsync("manual"), "POST /v1/kill_switch", ("reason", "manual")),
        Sends("kill_switch_engage(None)", c => c.EngageKillSwitchAsync(), "POST /v1/kill_switch"),
        Sends("kill_switch_clear", c => c.ClearKillSwitchAsync(), "POST /v1/kill_switch/clear"),
        Sends("cancel_all_on_venue", c => c.CancelAllOnVenueAsync("kraken"), "POST /v1/venue_cancel_all/kraken"),
    ];

    private static MethodInfo[] Methods() => typeof(SequenceClient).GetMethods();
}
