using Newtonsoft.Json;

namespace Sequence.Sdk;

[JsonConverter(typeof(OrdersPageConverter))]
public partial class OrdersPage;

/// <summary>Whether the list of orders has a wrapper was not always the same; a bare array is a page too.</summary>
internal sealed class OrdersPageConverter : JsonConverter<OrdersPage>
{
    public override bool CanWrite => false;

    public override OrdersPage? ReadJson(JsonReader reader, Type objectType, OrdersPage? existingValue, bool hasExistingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null)
            return null;
        var page = new OrdersPage();
        if (reader.TokenType == JsonToken.StartArray)
            page.Orders = serializer.Deserialize<List<OrderResponse>>(reader) ?? [];
        else
            serializer.Populate(reader, page);
        return page;
    }

    public override void WriteJson(JsonWriter writer, OrdersPage? value, JsonSerializer serializer) => throw new NotSupportedException();
}
