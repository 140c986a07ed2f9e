namespace Sequence.Sdk;

// What a quote says of itself in a log.
public partial class Quote
{
    partial void Describe(ref string? text) => text = FormattableString.Invariant(
        $"{Symbol}: bid {Nbbo?.Bid?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}, ask {Nbbo?.Ask?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}, {Venues?.Count ?? 0} venues, {Source}");
}
