using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using Sequence.Sdk.Streaming;

namespace Sequence.Sdk.Tests.Generation;

/// <summary>What the program that uses the SDK sets for its own JSON changes nothing of the SDK's.</summary>
[TestFixture]
[NonParallelizable]
public sealed class ProcessSettingsTests
{
    private static readonly Dictionary<string, JsonSerializerSettings> Settings = new()
    {
        ["default values left out"] = new() { DefaultValueHandling = DefaultValueHandling.Ignore },
        ["type names"] = new() { TypeNameHandling = TypeNameHandling.All },
        ["indented"] = new() { Formatting = Formatting.Indented },
        ["references"] = new() { PreserveReferencesHandling = PreserveReferencesHandling.All },
        ["numbers as text"] = new() { Converters = { new NumberAsText() } },
        ["camel case"] = new() { ContractResolver = new CamelCasePropertyNamesContractResolver() },
        ["missing members refused"] = new() { MissingMemberHandling = MissingMemberHandling.Error, NullValueHandling = NullValueHandling.Include },
        ["dates and binary floats"] = new() { DateParseHandling = DateParseHandling.DateTimeOffset, FloatParseHandling = FloatParseHandling.Double, StringEscapeHandling = StringEscapeHandling.EscapeNonAscii },
    };

    private static IEnumerable<string> Names => Settings.Keys;

    [TearDown]
    public void Reset() => JsonConvert.DefaultSettings = null;

    [TestCaseSource(nameof(Names))]
    public async Task Requests_answers_and_frames_are_the_same(string name)
    {
        string[] before = await TextsAsync();
        JsonConvert.DefaultSettings = () => Settings[name];
        string[] with = await TextsAsync();
        Assert.That(with, Is.EqualTo(before));
        Assert.That(before, Has.Some.Contains("\"nowait\":false").And.Some.Contains("\"sandbox\":false"));
    }

    /// <summary>Every model that a user writes and reads with the settings of their own comes back as it was.</summary>
    [TestCaseSource(nameof(Names))]
    public void A_model_goes_through_the_settings_of_the_user_and_back(string name)
    {
        var fill = new Fill { FillId = "f-1", Qty = Qty.FromDecimal(0.5m), Price = Px.FromDecimal(76_000.25m), Side = OrderSide.Buy };
        JsonConvert.DefaultSettings = () => Settings[name];
        Fill? back = JsonConvert.DeserializeObject<Fill>(JsonConvert.SerializeObject(fill));
        Assert.That((back!.FillId, back.Qty, back.Price, back.Side), Is.EqualTo((fill.FillId, fill.Qty, fill.Price, fill.Side)));
    }

    private static async Task<string[]> TextsAsync()
    {
        List<string> bodies = [];
        using var handler = new Recorder(bodies);
        await using var client = new SequenceClient("seq_test_" + new string('0', 64), new SequenceClientOptions { HttpHandler = handler, GraphIdFactory = () => "graph_1" });
        SubmitResult submitted = await client.Buy("BTC-USD", 0.5m).SubmitAsync();
        Assert.That(submitted.GraphId, Is.EqualTo("graph_1"));
        await client.QuotesBatch(["BTC-USD"]).NoWait(false).SendAsync();
        await client.ApiKeys.CreateAsync("name", sandbox: false);
        var fill = new Fill { FillId = "f-1", Qty = Qty.FromDecimal(0.5m) };
        return [.. bodies, ContractJson.TokenOf(fill).ToString(Formatting.None), new SubscriptionCommand(["prices:BTC-USD"], isSubscribe: true).Text];
    }

    private sealed class NumberAsText : JsonConverter
    {
        public override bool CanConvert(Type objectType) => objectType == typeof(decimal) || objectType == typeof(int) || objectType == typeof(long) || objectType == typeof(bool);

        public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) =>
            Convert.ChangeType(reader.Value, objectType, System.Globalization.CultureInfo.InvariantCulture);

        public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
            writer.WriteValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
    }

    private sealed class Recorder(List<string> bodies) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is not null)
                bodies.Add(await request.Content.ReadAsStringAsync(cancellationToken));
            string answer = request.RequestUri!.AbsolutePath switch
            {
                "/v1/orders" => """{"graph_id":"graph_1","status":"accepted"}""",
                "/v1/quotes_batch" => """{"quotes":[],"count":0,"elapsed_ms":1}""",
                _ => """{"key_id":"k","api_key":"seq_live_x"}""",
            };
            return new HttpResponseMessage { Content = new StringContent(answer) };
        }
    }
}
