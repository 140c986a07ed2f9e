using System.Globalization;

namespace Sequence.Exchange.Analytics;

/// <summary>Which executions an analysis counts; what is null does not narrow it.</summary>
/// <param name="Symbol">As it is listed.</param>
/// <param name="Venue">What traded there; the rest of the order is left out.</param>
/// <param name="Since">Finished at or after.</param>
/// <param name="Until">Finished at or before.</param>
/// <param name="Version">Of the router.</param>
internal sealed record CostFilter(string? Symbol, string? Venue, UnixNanos? Since, UnixNanos? Until, int? Version)
{
    /// <summary>The exchange has one router, the latest.</summary>
    public const int RoutingVersion = 3;

    public static readonly CostFilter All = new(null, null, null, null, null);

    /// <exception cref="RefusedException">Invalid request: a text is no instant, the window is none, or the version is none of 1 to 3.</exception>
    public static CostFilter Read(string? symbol, string? venue, string? since, string? until, int? version)
    {
        var filter = new CostFilter(symbol, venue, Instant("since", since), Instant("until", until), version);
        if (filter.Since > filter.Until)
            throw RefusedException.InvalidParameter("since", "is not after until.");
        if (version is < 1 or > RoutingVersion)
            throw RefusedException.InvalidParameter("routing_version", "is 1, 2 or 3.");
        return filter;
    }

    public IEnumerable<CostSample> Of(IEnumerable<CostReport> reports) => reports
        .Where(report => (Symbol is null || report.Order.Symbol == Symbol)
            && !(report.EndedAt < Since) && !(report.EndedAt > Until) && Version is null or RoutingVersion)
        .Select(report => new CostSample(report, Venue is null ? report.Executed : On(report, Venue)))
        .Where(sample => Venue is null || sample.Executed.Fills > 0);

    private static Executed On(CostReport report, string venue) =>
        report.Record.Venues.FirstOrDefault(candidate => candidate.Venue.Equals(venue, StringComparison.OrdinalIgnoreCase))?.Executed ?? default;

    private static UnixNanos? Instant(string name, string? text)
    {
        if (text is null)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant) && instant >= DateTimeOffset.UnixEpoch)
            return UnixNanos.FromDateTimeOffset(instant);
        throw RefusedException.InvalidParameter(name, $"'{text}' is no ISO 8601 instant since 1970, such as 2026-04-01T00:00:00Z.");
    }
}

/// <summary>An execution in an analysis: a whole order, or its part on one venue.</summary>
internal sealed record CostSample(CostReport Report, Executed Executed)
{
    public ExecutionCost Cost { get; } = ExecutionCost.Of(Report, Executed);

    /// <summary>Its weight.</summary>
    public decimal NotionalUsd { get; } = Report.Arrival.InUsd(Executed.Notional).ToDecimal();

    public decimal FeesUsd { get; } = Report.Arrival.InUsd(Executed.Fees).ToDecimal();

    /// <summary>Traded at a better price than the benchmark.</summary>
    public bool Wins => Cost.SavingsBps > 0;
}
