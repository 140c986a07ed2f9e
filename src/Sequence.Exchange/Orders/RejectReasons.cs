namespace Sequence.Exchange.Orders;

/// <summary>Words of <c>failure_reason</c>; a text may follow the word.</summary>
internal static class RejectReasons
{
    public const string InsufficientBalance = "INSUFFICIENT_BALANCE";
    public const string ExchangeReject = "EXCHANGE_REJECT";
    public const string RiskCheckFailed = "RISK_CHECK_FAILED";
    public const string MarketClosed = "MARKET_CLOSED";
    public const string PriceDeviation = "PRICE_DEVIATION";

    /// <summary>A price beyond the collar deviates; every other rule is one of the exchange.</summary>
    public static string Of(RuleViolation violation) => $"{(violation.Rule == OrderRule.PriceCollar ? PriceDeviation : ExchangeReject)}: {violation.Text}";

    /// <summary>What rested is not covered any more: prices moved, or the cash went elsewhere.</summary>
    public const string Uncovered = InsufficientBalance + ": the equity no longer carries what rests.";

    public const string NothingToReduce = ExchangeReject + ": reduce_only, and there is no position to reduce.";

    /// <summary>The balance is too small; a refused sale says how an account comes to coins, since a fresh one holds cash alone.</summary>
    public static string Insufficient(OrderSpec node)
    {
        Instrument instrument = node.Markets[0].Instrument;
        return node.Side == BookSide.Bid || instrument.Kind == Instruments.InstrumentKind.Perp
            ? InsufficientBalance
            : $"{InsufficientBalance}: {instrument.Base} is sold out of what the account holds on a venue. Seed a paper account with POST /v1/sandbox/positions, or start the sandbox with OpeningBalances.";
    }
}
