using System.Globalization;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Which orders a transaction cost analysis counts. What is null does not narrow it.</summary>
public sealed record TcaFilter
{
    /// <summary>Only this symbol; null, the default, for all.</summary>
    public string? Symbol { get; init; }

    /// <summary>Only this venue; null, the default, for all.</summary>
    public string? Venue { get; init; }

    /// <summary>Only from this instant on, sent as ISO 8601 in UTC; null, the default, for no start.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only up to this instant, later than <see cref="Since"/>; null, the default, for no end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only orders of this version of the router, 1 to 3; null, the default, for all.</summary>
    public int? RoutingVersion { get; init; }

    internal void Validate()
    {
        if (Symbol is not null)
            Check.Text(Symbol, nameof(Symbol));
        if (Venue is not null)
            Check.Text(Venue, nameof(Venue));
        if (Until <= Since)
            throw new SequenceValidationException(nameof(Until), $"must be later than {nameof(Since)}.");
        if (RoutingVersion is { } version)
            Check.InRange(version, 1, 3, nameof(RoutingVersion));
    }

    internal Task<JToken> SendAsync(RawClients raw, CancellationToken cancellationToken) =>
        raw.Monitor.GetTcaAsync(Symbol, Iso(Since), Iso(Until), Venue, RoutingVersion, cancellationToken);

    private static string? Iso(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
