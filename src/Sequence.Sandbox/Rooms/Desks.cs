using Sequence.Sandbox.Predictions;

namespace Sequence.Sandbox.Rooms;

/// <summary>Who answers what a caller wants to see of the markets.</summary>
/// <param name="Quotes">Prices and books.</param>
/// <param name="History">Past prices.</param>
/// <param name="Fees">What venues charge.</param>
/// <param name="Preview">What an order would cost.</param>
/// <param name="Funding">What perps pay.</param>
/// <param name="Outcomes">Prices of prediction markets.</param>
internal sealed record Desks(QuoteDesk Quotes, HistoryDesk History, FeeDesk Fees, PreviewDesk Preview, FundingDesk Funding, OutcomeQuotes Outcomes);
