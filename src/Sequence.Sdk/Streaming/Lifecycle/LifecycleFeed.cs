using System.Text;

namespace Sequence.Sdk.Streaming;

/// <summary>A message of a lifecycle socket.</summary>
/// <param name="Event">What it says; <see cref="StreamEvent.Malformed"/> when it cannot be read.</param>
/// <param name="Id">The same for each time the server tells it; null when it cannot be read.</param>
/// <param name="ObservedAt">When the server saw what it tells; null when it does not say.</param>
internal sealed record LifecycleMessage(StreamEvent Event, string? Id, UnixNanos? ObservedAt);

/// <summary>A socket that tells of prediction markets without being asked: where it is, and how its messages read.</summary>
internal sealed class LifecycleFeed
{
    private readonly string _kind;
    private readonly Func<byte[], LifecycleMessage> _read;

    private LifecycleFeed(string operation, string path, string topic, string kind, Func<byte[], LifecycleMessage> read)
    {
        Operation = operation;
        Path = path;
        Topic = topic;
        _kind = kind;
        _read = read;
    }

    public static LifecycleFeed NewMarkets { get; } = new("openNewMarketsStream", "v1/ws/new_markets", "new_markets", "new_market", ReadNewMarket);

    public static LifecycleFeed ResolvedMarkets { get; } =
        new("openResolvedMarketsStream", "v1/ws/market_resolved", "market_resolved", "market_resolved", ReadResolution);

    public string Operation { get; }

    public string Path { get; }

    /// <summary>The name of the topic in the contract's channel table.</summary>
    public string Topic { get; }

    /// <summary>Reads a message; never throws for what it holds. One of another kind is an event of its own, told as it is.</summary>
    public LifecycleMessage Read(ReadOnlySpan<byte> message, Redactor redactor)
    {
        try
        {
            if (PayloadJson.ParseStrictly(message) is not Newtonsoft.Json.Linq.JObject payload)
                return Malformed(message, "It is no object.", redactor);
            byte[] bytes = message.ToArray();
            return (string?)payload["kind"] == _kind
                ? _read(bytes)
                : new LifecycleMessage(new StreamEvent.Raw(Topic) { Payload = bytes }, Encoding.UTF8.GetString(bytes), null);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or Newtonsoft.Json.JsonException or FormatException or ArgumentException)
        {
            return Malformed(message, e is FormatException ? e.Message : "It is not JSON.", redactor);
        }
    }

    public LifecycleMessage Malformed(ReadOnlySpan<byte> message, string problem, Redactor redactor) =>
        new(FrameDecoder.Malformed(message, Topic, problem, redactor), null, null);

    private static LifecycleMessage ReadNewMarket(byte[] payload)
    {
        NewMarketEvent market = Typed<NewMarketEvent>(payload);
        if (string.IsNullOrEmpty(market.Venue) || string.IsNullOrEmpty(market.Slug))
            throw new FormatException("It names no venue or no slug.");

        // Whether an event id stands for one market alone is not documented, so the slug has a say too.
        string id = $"{market.Venue} {market.EventId ?? market.ConditionId} {market.Slug}";
        return new LifecycleMessage(new StreamEvent.NewMarket(market) { Payload = payload }, id, market.ObservedAt);
    }

    private static LifecycleMessage ReadResolution(byte[] payload)
    {
        MarketResolvedEvent end = Typed<MarketResolvedEvent>(payload);
        if (string.IsNullOrEmpty(end.Venue))
            throw new FormatException("It names no venue.");
        string id = $"{end.Venue} {end.EventId ?? end.ConditionId ?? end.WinningTokenId ?? end.ObservedAt.ToString()}";
        return new LifecycleMessage(new StreamEvent.MarketResolved(end) { Payload = payload }, id, end.ObservedAt);
    }

    private static T Typed<T>(byte[] payload) where T : class =>
        PayloadJson.TryRead<T>(payload, out string? problem) ?? throw new FormatException(problem);
}
