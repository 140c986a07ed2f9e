namespace Sequence.Sdk;

internal static class Venues
{
    /// <summary>A list of venue names as the wire takes it: at least one, none empty.</summary>
    public static IReadOnlyList<string> List(IEnumerable<string>? venues, string field)
    {
        string[] list = [.. venues ?? []];
        if (list.Length == 0)
            throw new SequenceValidationException(field, "needs at least one venue.");
        foreach (string venue in list)
            Check.Text(venue, field);
        return list;
    }
}
