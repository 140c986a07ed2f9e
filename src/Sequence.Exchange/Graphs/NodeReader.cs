using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Exchange.Graphs;

/// <summary>Reads one node of a submitted graph.</summary>
internal static class NodeReader
{
    public static OrderSpec Read(Wire.GraphNode? node, Field at, MarketPlace markets)
    {
        if (node is null)
            throw at.Refuse("must be an object.");
        string id = at["node_id"].Text(node.NodeId);
        Wire.NodeInstrument instrument = at["instrument"].Present(node.Instrument);
        ExecutionStyle style = StyleReader.Read(at["execution"].Present(node.Execution), at["execution"]);
        IReadOnlyList<VenueMarket> venues = MarketsOf(instrument, node.Execution.VenueFallback, at, markets);
        var spec = new OrderSpec(
            id,
            venues[0].Instrument.Symbol,
            venues,
            SideOf(node.Side, at["side"]),
            LimitOf(node.OrderType, at["order_type"]),
            QuantityOf(node.Quantity, at["quantity"]),
            style,
            IsRoot(node.Activation, at["activation"]))
        {
            IsRanked = !string.IsNullOrEmpty(instrument.Venue) || node.Execution.VenueFallback is { Count: > 0 },
        };
        at["order_type"]["limit"]["price_1e9"].Allow(OrderAdmission.PriceProblem(venues, spec.Side, spec.Limit, isSent: spec.IsRoot));
        StyleReader.CheckTogether(spec, at["execution"]);
        CheckSize(spec, at);
        return spec;
    }

    private static void CheckSize(OrderSpec spec, Field at)
    {
        if (spec.Quantity is { } quantity)
            at["quantity"]["fixed"]["qty_1e8"].Allow(OrderAdmission.QuantityProblem(spec.Markets, quantity, spec.Limit, spec.Style.Pacing?.Slices ?? 1));
        if (spec.Style.Display is { } display)
            at["execution"]["pacing"]["iceberg"]["display_qty_1e8"].Allow(OrderAdmission.DisplayProblem(spec.Markets, display));
    }

    public static BookSide SideOf(Wire.Side side, Field at)
    {
        if (side == Wire.Side.Buy)
            return BookSide.Bid;
        return side == Wire.Side.Sell ? BookSide.Ask : throw at.Refuse("must be buy or sell.");
    }

    private static Px? LimitOf(OrderTypeSpec? type, Field at)
    {
        switch (at.Present(type).Tag)
        {
            case "market":
                return null;
            case "limit":
                long raw = at["limit"].Integer(type!.Payload, "price_1e9");
                at["limit"]["price_1e9"].Require(raw > 0, "must be more than 0.");
                return Px.FromRaw(raw);
            default:
                throw at.Refuse("must be market or limit.");
        }
    }

    private static Qty? QuantityOf(QuantitySpec? quantity, Field at)
    {
        switch (at.Present(quantity).Tag)
        {
            case "derived":
                return null;
            case "fixed":
                long raw = at["fixed"].Integer(quantity!.Payload, "qty_1e8");
                at.Require(raw > 0, "must be more than 0.");
                return Qty.FromRaw(raw);
            default:
                throw at.Refuse("must be fixed or derived.");
        }
    }

    private static bool IsRoot(Wire.Activation activation, Field at)
    {
        at.Require(activation == Wire.Activation.Root || activation == Wire.Activation.Wait, "must be root or wait.");
        return activation == Wire.Activation.Root;
    }

    /// <summary>
    /// The symbol of the type that is asked for: <c>perp</c> on a coin is the perp of that coin. <c>spot</c> is what clients send
    /// when they name no type, so it means whatever the symbol is.
    /// </summary>
    private static string OfType(Wire.InstrumentType type, string symbol, Field at, MarketPlace markets)
    {
        Instrument listed = markets.Instrument(symbol)!;
        if (type == Wire.InstrumentType.Perp && listed.Kind == InstrumentKind.Spot)
            return markets.PerpOf(listed) ?? throw at.Refuse($"is perp, and '{symbol}' has no perp here.");
        at.Require(type != Wire.InstrumentType.Perp || listed.Kind == InstrumentKind.Perp, $"is perp, and '{symbol}' is none.");
        at.Require(type != Wire.InstrumentType.Prediction || listed.Kind == InstrumentKind.Prediction, $"is prediction, and '{symbol}' is none.");
        return symbol;
    }

    /// <summary>The pinned venue and the fallbacks, as far as they list the symbol, in this order; when none is named, every venue that does.</summary>
    private static IReadOnlyList<VenueMarket> MarketsOf(
        Wire.NodeInstrument instrument, IReadOnlyList<string>? fallback, Field at, MarketPlace markets)
    {
        Field symbolAt = at["instrument"]["symbol"];
        string symbol = symbolAt.Text(instrument.Symbol);
        TradableMarkets.Of(symbol, symbolAt, markets);
        symbol = OfType(instrument.Type, symbol, at["instrument"]["type"], markets);
        IReadOnlyList<VenueMarket> all = TradableMarkets.Of(symbol, symbolAt, markets);
        List<string> wanted = [.. string.IsNullOrEmpty(instrument.Venue) ? [] : new[] { instrument.Venue }, .. fallback ?? []];
        if (wanted.Count == 0)
            return all;
        List<VenueMarket> named = [.. wanted.Select(venue => markets.Find(venue ?? "", symbol)).OfType<VenueMarket>().Where(all.Contains).Distinct()];
        Field venueAt = string.IsNullOrEmpty(instrument.Venue) ? at["execution"]["venue_fallback"] : at["instrument"]["venue"];
        venueAt.Require(named.Count > 0, $"'{string.Join(", ", wanted)}' does not trade {symbol}; {string.Join(", ", all.Select(market => market.Venue))} do.");
        return named;
    }
}
