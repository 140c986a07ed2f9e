using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Wire;

/// <summary>One place where a request differs from the vendor's; a null side has nothing there.</summary>
/// <param name="Where">Such as <c>[0].body.graph_id</c>, <c>[0].query.depth</c>, <c>[2].path</c>.</param>
internal sealed record WireDifference(string Where, string? Vendor, string? Ours)
{
    public override string ToString() => $"{Where}: vendor {Vendor ?? "(nothing)"}, ours {Ours ?? "(nothing)"}";
}

/// <summary>Compares what two clients sent: bodies and query values by value, query members as a set, paths byte by byte.</summary>
internal static class VendorComparison
{
    public static IReadOnlyList<WireDifference> Compare(IReadOnlyList<VendorRequest> vendor, IReadOnlyList<RecordedRequest> ours)
    {
        List<WireDifference> found = [];
        if (vendor.Count != ours.Count)
            found.Add(new WireDifference("count", $"{vendor.Count} requests", $"{ours.Count} requests"));
        for (int i = 0; i < Math.Min(vendor.Count, ours.Count); i++)
        {
            AddText(found, $"[{i}].method", vendor[i].Verb, ours[i].Method);
            AddText(found, $"[{i}].path", vendor[i].Path, ours[i].Path);
            AddText(found, $"[{i}].bearer", vendor[i].HasBearer.ToString(), ours[i].HasBearer.ToString());
            AddJson(found, $"[{i}].query", ReadQuery(vendor[i].Query), ReadQuery(ours[i].Query));
            AddJson(found, $"[{i}].body", vendor[i].Body, ours[i].Body);
        }

        return found;
    }

    private static void AddText(List<WireDifference> found, string where, string vendor, string ours)
    {
        if (vendor != ours)
            found.Add(new WireDifference(where, vendor, ours));
    }

    private static void AddJson(List<WireDifference> found, string where, JToken? vendor, JToken? ours)
    {
        switch (vendor, ours)
        {
            case (JObject a, JObject b):
                foreach (string name in a.Properties().Concat(b.Properties()).Select(p => p.Name).Distinct())
                    AddJson(found, $"{where}.{name}", a[name], b[name]);
                break;
            case (JArray a, JArray b):
                for (int i = 0; i < Math.Max(a.Count, b.Count); i++)
                    AddJson(found, $"{where}[{i}]", a.ElementAtOrDefault(i), b.ElementAtOrDefault(i));
                break;
            default:
                if (!Json.Same(vendor, ours))
                    found.Add(new WireDifference(where, Text(vendor), Text(ours)));
                break;
        }
    }

    private static string? Text(JToken? token) => token?.ToString(Newtonsoft.Json.Formatting.None);

    private static JObject ReadQuery(string query) => new(query
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(member => member.Split('=', 2))
        .GroupBy(member => Uri.UnescapeDataString(member[0]), member => Uri.UnescapeDataString(member.ElementAtOrDefault(1) ?? ""))
        .Select(group => new JProperty(group.Key, string.Join(" and ", group.Order(StringComparer.Ordinal)))));
}
