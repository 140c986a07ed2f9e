using System.Text;
using System.Text.Json;

namespace Sequence.Sdk.Streaming;

/// <summary>What a message was: an event of a channel, a price or a book in the decoder's own memory, an answer to a subscription, or neither.</summary>
internal readonly record struct DecodedFrame(ChannelRoute? Route, StreamEvent? Event, bool IsAnswer, LatestFrame? Latest = null)
{
    public static readonly DecodedFrame Answer = new(null, null, true);

    public StreamEvent? ToEvent() => Event ?? Latest?.ToEvent();
}

/// <summary>Turns messages into events in one pass; never throws for what a message holds. For one reader at a time.</summary>
/// <param name="channels">The channels by name.</param>
/// <param name="redactor">Takes secrets out of what is shown of a message.</param>
/// <param name="orders">Where orders of the stream can be waited for.</param>
internal sealed class FrameDecoder(ChannelTable channels, Redactor redactor, IOrderSource? orders = null)
{
    private const int MaxDepth = 64;
    private const int LongestChannel = 1024;
    private const int SnippetBytes = 1024;

    private readonly LatestPrice _price = new();
    private readonly LatestBook _book = new();

    public DecodedFrame Decode(ReadOnlySpan<byte> message)
    {
        ChannelRoute? route = null;
        try
        {
            return Decode(message, ref route);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or FormatException or Newtonsoft.Json.JsonException)
        {
            return Malformed(message, route, e is JsonException ? "It is not JSON." : e.Message);
        }
    }

    /// <summary>What the first bytes of a message that is too long to keep tell about it.</summary>
    public DecodedFrame DecodeOversized(ReadOnlySpan<byte> head, string problem)
    {
        ChannelRoute? route = null;
        try
        {
            var reader = new Utf8JsonReader(head, isFinalBlock: false, default);
            if (reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.PropertyName
                && reader.ValueTextEquals("channel"u8) && reader.Read())
                route = Resolve(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Then nothing is known of it but its first characters.
        }

        return Malformed(head, route, problem);
    }

    private DecodedFrame Decode(ReadOnlySpan<byte> message, ref ChannelRoute? route)
    {
        var reader = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return Malformed(message, null, "It is no object.");
        bool isAnswer = false;
        Range? data = null;
        DecodedFrame? decoded = null;
        string? problem = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("channel"u8))
            {
                problem ??= route is null ? null : "It names its channel twice.";
                reader.Read();
                route = Resolve(ref reader);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                problem ??= data is null ? null : "It has two payloads.";
                reader.Read();
                int start = (int)reader.TokenStartIndex;
                if (route is null)
                    reader.Skip();
                else
                    decoded = ReadData(ref reader, message, route, ref problem);
                data = start..(int)reader.BytesConsumed;
            }
            else
            {
                isAnswer |= reader.ValueTextEquals("subscribed"u8) || reader.ValueTextEquals("rejected"u8);
                reader.Skip();
            }
        }

        // The end of the text, or what should not be there.
        reader.Read();
        if (route is null)
            return isAnswer ? DecodedFrame.Answer : Malformed(message, null, "It names no channel and is no answer to a subscription.");
        if (data is null)
            return Malformed(message, route, "It has no payload.");
        if (decoded is null && problem is null)
            decoded = ReadLate(message[data.Value], route, ref problem);
        return problem is null ? decoded!.Value : Malformed(message, route, problem);
    }

    private ChannelRoute? Resolve(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > LongestChannel)
            return null;
        if (!reader.ValueIsEscaped)
            return channels.Resolve(reader.ValueSpan);
        Span<byte> name = stackalloc byte[LongestChannel];
        return channels.Resolve(name[..reader.CopyString(name)]);
    }

    /// <summary>The payload of a message that named its channel after it.</summary>
    private DecodedFrame? ReadLate(ReadOnlySpan<byte> payload, ChannelRoute route, ref string? problem)
    {
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        return ReadData(ref reader, payload, route, ref problem);
    }

    /// <summary>Reads the value at the reader's token and leaves the reader at its end. Null when it is not what it should be.</summary>
    private DecodedFrame? ReadData(ref Utf8JsonReader reader, ReadOnlySpan<byte> message, ChannelRoute route, ref string? problem)
    {
        Utf8JsonReader start = reader;
        TopicFamily family = route.Topic.Family;
        LatestFrame? latest = ReadLatest(ref reader, family, ref problem);
        StreamEvent? decoded = family switch
        {
            TopicFamily.Order when Utf8DtoReader.TryRead<OrderResponse>(ref reader, message) is { } order => new StreamEvent.Order(order),
            TopicFamily.Fill when Utf8DtoReader.TryRead<Fill>(ref reader, message) is { } fill => new StreamEvent.Fill(fill),
            _ => Untyped(route.Topic),
        };
        if (latest is null && (decoded is null || IsUntyped(family)))
        {
            reader = start;
            reader.Skip();
        }

        ReadOnlySpan<byte> payload = message[(int)start.TokenStartIndex..(int)reader.BytesConsumed];
        if (latest is not null)
        {
            latest.Keep(route.Topic.Subject, payload);
            return new DecodedFrame(route, null, false, latest);
        }

        decoded ??= problem is null ? ReadOrdinary(payload, route.Topic, out problem) : null;
        decoded?.Payload = payload.ToArray();
        if (decoded is StreamEvent.Order change)
            change.Value.Source = orders;
        return decoded is null ? null : new DecodedFrame(route, decoded, false);
    }

    /// <summary>A price or a book, read into memory that the next message overwrites.</summary>
    private LatestFrame? ReadLatest(ref Utf8JsonReader reader, TopicFamily family, ref string? problem)
    {
        string? wrong;
        LatestFrame frame;
        switch (family)
        {
            case TopicFamily.Price:
                frame = _price;
                wrong = PriceDecoder.Read(ref reader, out _price.Fields);
                break;
            case TopicFamily.Book:
                frame = _book;
                wrong = BookDecoder.Read(ref reader, _book);
                break;
            default:
                return null;
        }

        problem ??= wrong;
        return wrong is null ? frame : null;
    }

    /// <summary>Channels whose members are not documented: all that they carry is in Data.</summary>
    private static StreamEvent? Untyped(Topic topic) => topic.Family switch
    {
        TopicFamily.Trace => new StreamEvent.Trace(topic.Subject),
        TopicFamily.Deployment => new StreamEvent.Deployment(topic.Subject),
        TopicFamily.FairPrice => new StreamEvent.FairPrice(topic.Subject.Length > 0 ? topic.Subject : null),
        TopicFamily.Other => new StreamEvent.Raw(topic.Name),
        _ => null,
    };

    private static bool IsUntyped(TopicFamily family) =>
        family is TopicFamily.Trace or TopicFamily.Deployment or TopicFamily.FairPrice or TopicFamily.Other;

    private static StreamEvent? ReadOrdinary(ReadOnlySpan<byte> payload, Topic topic, out string? problem)
    {
        switch (topic.Family)
        {
            case TopicFamily.Order:
                return PayloadJson.TryRead<OrderResponse>(payload, out problem) is { } order ? new StreamEvent.Order(order) : null;
            case TopicFamily.Fill:
                return PayloadJson.TryRead<Fill>(payload, out problem) is { } fill ? new StreamEvent.Fill(fill) : null;
            case TopicFamily.Tca:
                return PayloadJson.TryRead<TcaReport>(payload, out problem) is { } report ? new StreamEvent.Tca(report) : null;
            case TopicFamily.Funding:
                // That the payload is a row is inferred, so another form is no defect of the message.
                FundingRate? row = PayloadJson.TryRead<FundingRate>(payload, out _);
                problem = null;
                return row is null ? new StreamEvent.Raw(topic.Name) : new StreamEvent.Funding(row);
            default:
                return PayloadJson.TryRead<RoutingUpdate>(payload, out problem) is { } routing ? new StreamEvent.Routing(routing) : null;
        }
    }

    private DecodedFrame Malformed(ReadOnlySpan<byte> message, ChannelRoute? route, string problem) =>
        new(route, Malformed(message, route?.Topic.Name, problem, redactor), false);

    /// <summary>The word about a message that cannot be read.</summary>
    public static StreamEvent.Malformed Malformed(ReadOnlySpan<byte> message, string? channel, string problem, Redactor redactor)
    {
        string snippet = SequenceException.Snippet(redactor.Clean(Encoding.UTF8.GetString(message[..Math.Min(message.Length, SnippetBytes)])));
        return new StreamEvent.Malformed(channel, snippet) { Problem = redactor.Clean(problem) };
    }
}
