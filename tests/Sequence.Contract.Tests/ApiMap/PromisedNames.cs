namespace Sequence.Contract.Tests.ApiMap;

/// <summary>A name of the map that does not exist yet.</summary>
/// <param name="Name">As the reader of the page reports it.</param>
/// <param name="Reason">What it is part of.</param>
internal sealed record Promise(string Name, string Reason);

/// <summary>The one list of names that are promised and still to come. A name that exists must leave it.</summary>
internal static class PromisedNames
{
    public static IReadOnlyList<Promise> ToCome { get; } =
    [
    ];
}
