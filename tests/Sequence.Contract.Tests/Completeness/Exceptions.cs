namespace Sequence.Contract.Tests.Completeness;

/// <summary>An operation of the contract that the public API does not call.</summary>
/// <param name="StandIn">The operation that is called in its place; null where nothing is.</param>
/// <param name="Reason">Why.</param>
internal sealed record NotOffered(string Operation, string? StandIn, string Reason);

/// <summary>What may be missing. An entry that is no longer true fails the tests, so the list only shrinks by hand and never lies.</summary>
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
    ];
}
