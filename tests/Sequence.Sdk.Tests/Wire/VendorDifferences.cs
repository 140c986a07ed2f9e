using System.Text.RegularExpressions;

namespace Sequence.Sdk.Tests.Wire;

/// <summary>A deliberate difference from the vendor's Python client.</summary>
/// <param name="Calls">The recorded calls that it concerns: the whole text, or a part of it with <c>*</c> for the rest.</param>
/// <param name="Where">The place in the requests, in the notation of <see cref="WireDifference"/>; <c>*</c> stands for any text.</param>
/// <param name="What">What is sent instead.</param>
/// <param name="Reason">Why.</param>
internal sealed record VendorDifference(string Calls, string Where, string What, string Reason)
{
    public bool Concerns(string recordedCall) => Matches(Calls, recordedCall);

    public bool Allows(WireDifference found) => Matches(Where, found.Where);

    private static bool Matches(string pattern, string text) =>
        Regex.IsMatch(text, "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant);
}

/// <summary>
/// Where this SDK sends something else than the vendor's Python client. Every line must occur in each call that it concerns
/// and has a twin; what is not listed must be equal.
/// </summary>
internal static class VendorDifferences
{
    private const string Idempotent = "A submit that is sent again must never become a second order, so each carries its own idempotency key.";

    public static IReadOnlyList<VendorDifference> All { get; } =
    [
        new("connect_venue(*", "[0].method", "POST instead of PUT", "the documented verb; the vendor's Python client sends PUT to the same operation"),
        new("positions_unified(*", "[0].path", "/v1/positions instead of /v1/positions/unified", "the documented path; the other is an alias"),
        new("markets('polymarket'*", "[0].query.limit", "at most 1000 rows instead of 500", "the documented limit; the server cuts the page itself"),
        new("list(iter_markets*", "[*].query.limit", "pages of 1000 rows instead of 500", "the documented page of a walk, which never counts rows"),
        new("buy(*", "[0].body.graph_id", "a fresh graph id", Idempotent),
        new("sell(*", "[0].body.graph_id", "a fresh graph id", Idempotent),
        new("graph(*", "[0].body.graph_id", "a fresh graph id", Idempotent),
        new("batch(*", "[0].body.graph_id", "a fresh graph id for each order", Idempotent),
        new("batch(*", "[1].body.graph_id", "a fresh graph id for each order", Idempotent),
        new("batch(*", "[2].path", "DELETE /v1/execution_graphs/{graph_id}", "A cancel is the same request in a batch and outside: it ends the order's graph."),
        new("tca(*", "[0].path", "/v1/analytics/tca instead of /v1/tca", "the documented path; the other is an alias"),
    ];
}
