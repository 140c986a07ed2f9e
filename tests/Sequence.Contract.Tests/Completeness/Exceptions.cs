namespace Sequence.Contract.Tests.Completeness;

/// <summary>An operation of the contract that the public API does not call.</summary>
/// <param name="StandIn">The operation that is called in its place; null where nothing is.</param>
/// <param name="Reason">Why.</param>
internal sealed record NotOffered(string Operation, string? StandIn, string Reason);

/// <summary>An operation that the public API calls, and whose request is held by a test instead of a snapshot.</summary>
/// <param name="Test">The file of the test.</param>
/// <param name="Reason">Why there is no snapshot.</param>
internal sealed record NoSnapshot(string Operation, string Test, string Reason);

/// <summary>What may be missing. An entry that is no longer true fails the tests, so the lists only shrink by hand and never lie.</summary>
internal static class Exceptions
{
    public static IReadOnlyList<NotOffered> NotOffered { get; } =
    [
        new("getHealth", "getLiveness", "answers the same question, and needs a key"),
        new("putVenueCredentials", "connectVenue", "an alias: the vendor's Python client sends PUT where POST is documented"),
        new("listVenuesAlias", "listVenues", "an alias"),
        new("getPositionsUnified", "getPositions", "an alias"),
        new("getTcaAlias", "getTca", "an alias"),
        new("putKillSwitch", "engageKillSwitch", "a weak alias: PUT instead of POST"),
        new("getOrder", "listOrders", "one order is read as the list of one id, as the vendor's clients do"),
        new("cancelOrder", "cancelGraph", "an order is cancelled through its graph, as the vendor's clients do"),
        new("getDefaultWallet", "getTradingWallet", "an alias"),
        new("openNewMarketsStream", null, "the stream of new markets is to come"),
        new("openResolvedMarketsStream", null, "the stream of resolved markets is to come"),
    ];

    public static IReadOnlyList<NoSnapshot> NoSnapshot { get; } =
    [
        new("openStream", "tests/Sequence.Sdk.Tests/Streaming/StreamConnectTests.cs", "a WebSocket has no recorded HTTP request"),
    ];
}
