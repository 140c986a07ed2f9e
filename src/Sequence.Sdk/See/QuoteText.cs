using System.Globalization;

namespace Sequence.Sdk;

// What a quote says of itself in a log.
public partial class Quote
{
    partial void Describe(ref string? text) =>
        text = TextLine.Of(Symbol, ("bid", Side(Nbbo?.Bid)), ("ask", Side(Nbbo?.Ask)), ("venues", Venues?.Count ?? 0), ("source", Source));

    private static string Side(decimal? price) => price?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
