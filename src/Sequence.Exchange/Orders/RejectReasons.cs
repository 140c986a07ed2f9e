namespace Sequence.Exchange.Orders;

/// <summary>Words of <c>failure_reason</c>; a text may follow the word.</summary>
internal static class RejectReasons
{
    public const string InsufficientBalance = "INSUFFICIENT_BALANCE";
    public const string ExchangeReject = "EXCHANGE_REJECT";
    public const string RiskCheckFailed = "RISK_CHECK_FAILED";
    public const string MarketClosed = "MARKET_CLOSED";
}
