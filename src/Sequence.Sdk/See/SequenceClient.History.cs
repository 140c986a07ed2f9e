using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

// Level 1, see: prices, funding and settlement over time.
public sealed partial class SequenceClient
{
    /// <summary>Opens the prices of one symbol over time. Nothing is sent before <see cref="PriceHistoryQuery.FetchAsync"/>.</summary>
    /// <param name="symbol">Pair, perp, Kalshi ticker, Polymarket slug or token id; not empty.</param>
    /// <exception cref="SequenceValidationException">The symbol is empty.</exception>
    public PriceHistoryQuery PriceHistory(string symbol) => new(_transport, Check.PathValue(symbol, "symbol"));

    /// <summary>The current funding of every perp on every venue, in basis points per hour whatever the venue's own cadence. Operation: getFundingRates.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The rows in <see cref="FundingRatesResult.Rates"/>, and their unit.</returns>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<FundingRatesResult> GetFundingRatesAsync(CancellationToken cancellationToken = default) =>
        FundingRatesAsync(null, null, cancellationToken);

    /// <summary>The current funding of every perp on one venue, in basis points per hour. Operation: getFundingRates.</summary>
    /// <param name="venue">Venue name; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">The venue is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<FundingRatesResult> GetFundingRatesAsync(string venue, CancellationToken cancellationToken = default) =>
        FundingRatesAsync(Check.Text(venue, nameof(venue)), null, cancellationToken);

    /// <summary>The current funding of one perp on one venue, in basis points per hour. Operation: getFundingRates.</summary>
    /// <param name="venue">Venue name; not empty.</param>
    /// <param name="symbol">The perp, as the venue or the server writes it; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// Null when there is none: no row of this venue and perp came, or the server does not know the symbol. Of several rows the one with exactly these names,
    /// else the first whose name means the same perp (<c>BTC-USDT</c> and <c>BTC-USD-PERP</c>).
    /// </returns>
    /// <exception cref="SequenceValidationException">The venue or the symbol is empty.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public async Task<FundingRate?> GetFundingRateAsync(string venue, string symbol, CancellationToken cancellationToken = default)
    {
        Check.Text(venue, nameof(venue));
        Check.Text(symbol, nameof(symbol));
        FundingRatesResult? answer = await OrAbsentAsync(FundingRatesAsync(venue, symbol, cancellationToken)).ConfigureAwait(false);
        IReadOnlyList<FundingRate> rows = answer?.Rates ?? [];
        return rows.FirstOrDefault(row => IsSame(row.Symbol, symbol)) ?? rows.FirstOrDefault(row => SymbolNames.IsSamePerp(symbol, row.Symbol));
    }

    /// <summary>Past funding of one perp. A rate is a signed fraction for each settlement, positive when longs pay: 0.0001 is 1 basis point. Operation: getFundingHistory.</summary>
    /// <param name="symbol">The perp; not empty.</param>
    /// <param name="venue">A venue with perps: <c>binance</c>, <c>bybit</c>, <c>okx</c>, <c>hyperliquid</c>; the server answers 400 for a spot venue.</param>
    /// <param name="range">How far back from now; one month by default. Spans below a day are refused. Ignored between a start and an end.</param>
    /// <param name="start">Start of the window, rounded down to a whole second; only together with the end.</param>
    /// <param name="end">End of the window, rounded up to a whole second; later than the start.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SequenceValidationException">A value cannot be sent, or start or end is missing beside the other.</exception>
    /// <exception cref="SequenceException">The server refused, no complete answer came, or it is not readable.</exception>
    public Task<FundingHistory> GetFundingHistoryAsync(
        string symbol,
        string venue,
        HistoryRange? range = null,
        DateTimeOffset? start = null,
        DateTimeOffset? end = null,
        CancellationToken cancellationToken = default)
    {
        Check.PathValue(symbol, nameof(symbol));
        Check.Text(venue, nameof(venue));
        HistoryRange span = range ?? HistoryRange.OneMonth;
        Check.Text(span.Value, nameof(range));
        if (span == HistoryRange.OneHour || span == HistoryRange.SixHours)
            throw new SequenceValidationException(nameof(range), $"'{span}' is not known to funding history: a day is the shortest.");
        long? startSeconds = start is { } s ? Check.UnixSeconds(s.ToUnixTimeSeconds(), nameof(start)) : null;
        long? endSeconds = end is { } e ? Check.UnixSeconds(WholeSeconds.RoundedUp(e), nameof(end)) : null;
        Check.Window(startSeconds, endSeconds, nameof(start), nameof(end));
        return _transport.CallAsync(
            (raw, token) => Requested.BySymbolAsync(raw.See.GetFundingHistoryAsync(symbol, venue, span, startSeconds, endSeconds, token), "getFundingHistory", symbol, history => !IsElsewhere(history, venue) && SymbolNames.IsSamePerp(symbol, history.Symbol) ? symbol : $"{history.Symbol} on {history.Venue}"), cancellationToken);
    }

    /// <summary>Opens the settlement of one market. Nothing is sent before <see cref="SettlementQuery.FetchAsync"/>.</summary>
    /// <param name="slug">Polymarket slug or URL; not empty.</param>
    /// <exception cref="SequenceValidationException">The slug is empty.</exception>
    public SettlementQuery Settlement(string slug) => new(_transport, Check.PathValue(slug, "slug"));

    private async Task<FundingRatesResult> FundingRatesAsync(string? venue, string? symbol, CancellationToken cancellationToken)
    {
        FundingRatesResult answer = await _transport
            .CallAsync((raw, token) => raw.See.GetFundingRatesAsync(venue, symbol, token), cancellationToken).ConfigureAwait(false);
        if (venue is not null)
            answer.Rates = [.. answer.Rates.Where(row => IsSame(row.Venue, venue))];
        return answer;
    }

    /// <summary>The server's own 404 to a question for one thing means that the thing is not there; a gateway's page does not.</summary>
    private static async Task<T?> OrAbsentAsync<T>(Task<T> call) where T : class
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (SequenceApiException e) when (OutcomeClassifier.IsAbsenceOfOne(e))
        {
            return null;
        }
    }

    private static bool IsElsewhere(FundingHistory history, string venue) => !string.IsNullOrEmpty(history.Venue) && !IsSame(history.Venue, venue);

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
