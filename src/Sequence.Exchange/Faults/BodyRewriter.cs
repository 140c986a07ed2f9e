using System.Text;
using Newtonsoft.Json;
using Sequence.Exchange.Generation;

namespace Sequence.Exchange.Faults;

/// <summary>Other bodies made of good ones.</summary>
internal static class BodyRewriter
{
    private const string UnknownMember = "unheard_of";
    private static readonly JsonSerializerSettings Plain = new() { DateParseHandling = DateParseHandling.None };

    /// <summary>Printable nonsense: no JSON begins with a closing brace.</summary>
    public static byte[] Garbage(byte[] body, Random random)
    {
        byte[] garbage = new byte[Math.Max(1, body.Length)];
        for (int i = 0; i < garbage.Length; i++)
            garbage[i] = (byte)random.Next(' ', '~');
        garbage[0] = (byte)'}';
        return garbage;
    }

    public static byte[] WithUnknownMembers(byte[] body) => Edit(body, root =>
    {
        foreach (JObject one in Inside(root).OfType<JObject>().ToList())
            one[UnknownMember] = new JObject(new JProperty("deep", new JArray(1, "two", JValue.CreateNull(), new JObject())));
    });

    public static byte[] WithValue(byte[] body, string member, string value) => Edit(body, root =>
    {
        foreach (JProperty one in Inside(root).OfType<JProperty>().Where(one => one.Name == member && one.Value.Type == JTokenType.String))
            one.Value = value;
    });

    public static byte[] Skewed(byte[] body, TimeSpan by) => Edit(body, root =>
    {
        foreach (JValue one in Inside(root).OfType<JValue>().ToList())
        {
            if (one.Parent is JProperty { Name: var name } && Stamps.Shift(name, one, by) is { } shifted)
                one.Value = shifted;
        }
    });

    private static byte[] Edit(byte[] body, Action<JToken> edit)
    {
        using JsonTextReader reader = WireJson.Reader(new StreamReader(new MemoryStream(body)));
        JToken root;
        try
        {
            root = JToken.ReadFrom(reader);
        }
        catch (JsonException)
        {
            // Another fault has made it unreadable.
            return body;
        }

        edit(root);
        return Encoding.UTF8.GetBytes(root.ToString(Formatting.None));
    }

    /// <summary>The root and all below it; of a frame its payload only, since the channel around it is how it finds its way.</summary>
    private static IEnumerable<JToken> Inside(JToken root)
    {
        JToken part = root is JObject { Count: 2 } frame && frame["channel"] is { Type: JTokenType.String } && frame["data"] is { } data ? data : root;
        return part is JContainer container ? container.DescendantsAndSelf() : [part];
    }
}
