using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

[JsonConverter(typeof(TraceEventConverter))]
public partial class TraceEvent;

/// <summary>The detail of a step is a text; a server that sends an object there is read as the text of that object.</summary>
internal sealed class TraceEventConverter : JsonConverter<TraceEvent>
{
    public override bool CanWrite => false;

    public override TraceEvent? ReadJson(JsonReader reader, Type objectType, TraceEvent? existingValue, bool hasExistingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null)
            return null;
        JObject step = JObject.Load(reader);
        if (step["detail"] is JContainer structured)
            step["detail"] = structured.ToString(Formatting.None);
        var read = new TraceEvent();
        using JsonReader again = step.CreateReader();
        serializer.Populate(again, read);
        return read;
    }

    public override void WriteJson(JsonWriter writer, TraceEvent? value, JsonSerializer serializer) => throw new NotSupportedException();
}
