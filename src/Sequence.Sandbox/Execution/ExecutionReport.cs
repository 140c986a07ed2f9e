using Sequence.Sandbox.Matching;
using Sequence.Sdk;

namespace Sequence.Sandbox.Execution;

/// <summary>One fill of one order.</summary>
/// <param name="Id">Unique in the exchange.</param>
/// <param name="Order">The order that was filled.</param>
/// <param name="Venue">Where.</param>
/// <param name="Quantity">How much.</param>
/// <param name="Price">At what price.</param>
/// <param name="Fee">In the quote asset; negative for a rebate.</param>
/// <param name="IsMaker">True when the order rested.</param>
/// <param name="At">Exchange time.</param>
internal sealed record ExecutionReport(
    string Id, OrderState Order, string Venue, Qty Quantity, Px Price, Usd Fee, bool IsMaker, UnixNanos At)
{
    public BookSide Side => Order.Side;
}

/// <summary>Words of <c>failure_reason</c>; a text may follow the word.</summary>
internal static class RejectReasons
{
    public const string InsufficientBalance = "INSUFFICIENT_BALANCE";
    public const string ExchangeReject = "EXCHANGE_REJECT";
    public const string RiskCheckFailed = "RISK_CHECK_FAILED";
    public const string MarketClosed = "MARKET_CLOSED";
}
