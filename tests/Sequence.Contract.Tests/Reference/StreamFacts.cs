using System.Reflection;
using Newtonsoft.Json.Linq;
using Sequence.Sdk;
using static Sequence.Contract.Tests.Reference.Facts;

namespace Sequence.Contract.Tests.Reference;

/// <summary>Streams of events and of the life of markets.</summary>
internal static class StreamFacts
{
    private const string Typed = "The payload is a typed value too; Data has it as it came.";

    public static IEnumerable<Fact> All =>
    [
        .. Methods<SequenceClient>(
            "",
            "stream(symbols: &[&str]) -> StreamBuilder = Stream",
            "stream_new_markets() -> LifecycleStream = StreamNewMarketsAsync",
            "stream_resolved_markets() -> LifecycleStream = StreamResolvedMarketsAsync"),
        .. Methods<StreamBuilder>(
            "StreamBuilder.", "orders(bool) -> Self = Orders", "fills(bool) -> Self = Fills", "routing(bool) -> Self = Routing", "book(bool) -> Self = Book", "connect() -> MarketDataStream = ConnectAsync"),
        Topics("prices of each symbol always", s => s, "prices:A, prices:B"),
        Topics("orders(true)", s => s.Orders(true), "prices:A, prices:B, orders"),
        Topics("orders(false)", s => s.Orders(true).Orders(false), "prices:A, prices:B"),
        Topics("fills(true)", s => s.Fills(true), "prices:A, prices:B, fills"),
        Topics("fills(false)", s => s.Fills(true).Fills(false), "prices:A, prices:B"),
        Topics("routing(true)", s => s.Routing(true), "prices:A, prices:B, routing"),
        Topics("routing(false)", s => s.Routing(true).Routing(false), "prices:A, prices:B"),
        Topics("book(true) is book:{sym} for each symbol", s => s.Book(true), "prices:A, prices:B, book:A, book:B"),
        Topics("book(false)", s => s.Book(true).Book(false), "prices:A, prices:B"),
        .. Members<StreamEvent.Price>("StreamEvent::Price.", "symbol: String = Symbol", "data: Value = Data"),
        .. Members<StreamEvent.Book>("StreamEvent::Book.", "symbol: String = Symbol", "data: Value = Data"),
        .. Members<StreamEvent.Order>("StreamEvent::Order.", "0: Value = Data"),
        .. Members<StreamEvent.Fill>("StreamEvent::Fill.", "0: Value = Data"),
        .. Members<StreamEvent.Routing>("StreamEvent::Routing.", "0: Value = Data"),
        .. Members<StreamEvent.Trace>("StreamEvent::Trace.", "deployment_id: String = DeploymentId", "data: Value = Data"),
        .. Members<StreamEvent.Raw>("StreamEvent::Raw.", "channel: String = Channel", "data: Value = Data"),
        Is("StreamEvent has the seven cases and no other", () => typeof(StreamEvent).GetNestedTypes().Count(t => t.IsSubclassOf(typeof(StreamEvent))), 7)
            .Differs("Known topics have cases of their own, and continuity is told in the same sequence: " + Typed),
        Is("a stream is closed explicitly", () => typeof(IAsyncDisposable).IsAssignableFrom(typeof(MarketDataStream)), true),
        Is("a stream works with the combinators of the language", () => typeof(IAsyncEnumerable<StreamEvent>).IsAssignableFrom(typeof(MarketDataStream)), true),
        Is("LifecycleStream gives one envelope for each event", () => typeof(IAsyncEnumerable<JToken>).IsAssignableFrom(typeof(LifecycleStream)), true),
        Is("LifecycleStream.next", () => typeof(LifecycleStream).GetMethod("NextAsync", BindingFlags.Public | BindingFlags.Instance) is not null, true)
            .Differs("await foreach takes its place."),
    ];

    private static Fact Topics(string claim, Func<StreamBuilder, StreamBuilder> build, string topics) => new($"stream: {claim}", async () =>
    {
        using RecordedCalls calls = new();
        await using SequenceClient client = calls.NewClient();
        string found = build(client.Stream("A", "B")).ToString();
        return found == "stream of " + topics ? null : found;
    });
}
