using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Plans;

/// <summary>Subscribes every topic of the contract, and compares acknowledgement, events and error frame with it.</summary>
internal sealed class StreamWatch : IAsyncDisposable
{
    private const string Path = "/v1/stream";

    private readonly Prober _prober;
    private readonly SocketConnection _socket;
    private readonly Evidence _stream;
    private readonly Evidence _errorFrame;
    private readonly Dictionary<string, ContractChannel> _channels;
    private readonly HashSet<string> _waiting;
    private bool _isAcknowledged;
    private bool _isRefused;

    private StreamWatch(Prober prober, SocketConnection socket, Dictionary<string, ContractChannel> channels)
    {
        _prober = prober;
        _socket = socket;
        _channels = channels;
        _waiting = [.. channels.Keys];
        _stream = prober.Of("openStream");
        _errorFrame = prober.General("stream error frame", "a frame that is no command is answered by the error envelope", "inferred");
    }

    /// <summary>Opens the stream; null when the server does not let it open.</summary>
    public static async Task<StreamWatch?> OpenAsync(Prober prober, Known known)
    {
        Dictionary<string, ContractChannel> channels = Channels(prober, known);
        Evidence evidence = prober.Of("openStream");
        (SocketConnection? socket, Answer refusal) = await SocketConnection
            .OpenAsync(prober.Target, Path, withKey: true, prober.Time, prober.Ended).ConfigureAwait(false);
        if (socket is null)
        {
            SocketRefusal.Judge(evidence, refusal);
            foreach (ContractChannel channel in channels.Values)
                prober.Of(Prober.TopicName(channel.Topic)).CannotReach("the stream did not open");
            return null;
        }

        evidence.PathIs(Existence.Exists);
        evidence.Answered("101");
        evidence.Confirm();
        var watch = new StreamWatch(prober, socket, channels);
        var command = new JObject { ["subscribe"] = new JArray(channels.Keys) };
        await socket.SendAsync(command.ToString(Formatting.None), prober.Ended).ConfigureAwait(false);
        return watch;
    }

    /// <summary>Compares frames until these topics have sent one each, or the patience is over.</summary>
    public Task WaitForAsync(params string[] topics)
    {
        HashSet<string> awaited = [.. _channels.Where(pair => topics.Contains(pair.Value.Topic)).Select(pair => pair.Key)];
        return ReadUntilAsync(() => _isAcknowledged && !_waiting.Overlaps(awaited));
    }

    /// <summary>Provokes an error frame, and says of the topics that stayed silent that they did.</summary>
    public async Task FinishAsync()
    {
        if (await _socket.SendAsync("no command", _prober.Ended).ConfigureAwait(false))
            await ReadUntilAsync(() => _isRefused).ConfigureAwait(false);
        if (!_isRefused)
            _errorFrame.CannotReach("no error frame came");
        if (!_isAcknowledged)
            _stream.Differ("no acknowledgement of the subscription came");
        foreach (string topic in _waiting)
            Topic(topic).CannotReach("no event while the stream was watched");
    }

    public ValueTask DisposeAsync() => _socket.DisposeAsync();

    private static Dictionary<string, ContractChannel> Channels(Prober prober, Known known)
    {
        Dictionary<string, ContractChannel> channels = new(StringComparer.Ordinal);
        foreach (ContractChannel channel in prober.Contract.Channels.Where(channel => channel.Path == Path))
        {
            if (Fill(channel.Topic, known) is { } topic)
                channels[topic] = channel;
            else
                prober.Of(Prober.TopicName(channel.Topic)).Skip("the account has no deployment to watch");
        }

        return channels;
    }

    private static string? Fill(string topic, Known known)
    {
        if (topic.Contains("{deployment_id}", StringComparison.Ordinal) && known.DeploymentId is null)
            return null;
        bool isFunding = topic.StartsWith("funding", StringComparison.Ordinal);
        return topic
            .Replace("{symbol}", isFunding ? known.PerpSymbol : known.Symbol, StringComparison.Ordinal)
            .Replace("{venue}", known.PerpVenue, StringComparison.Ordinal)
            .Replace("{underlying}", known.Underlying, StringComparison.Ordinal)
            .Replace("{deployment_id}", known.DeploymentId, StringComparison.Ordinal);
    }

    private async Task ReadUntilAsync(Func<bool> enough)
    {
        using var patience = new CancellationTokenSource(_prober.Patience, _prober.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _prober.Ended);
        while (!enough() && await _socket.NextAsync(either.Token).ConfigureAwait(false) is { } frame)
            Judge(frame);
    }

    private void Judge(string text)
    {
        JToken? frame = AnswerJson.Read(text, out string problem);
        if (frame is not JObject map)
        {
            _stream.Differ(frame is null ? $"a frame is {problem}" : $"a frame is {MemberCensus.KindOf(frame)}, where the contract has object");
            return;
        }

        if (map.ContainsKey("channel"))
            Event(map);
        else if (map.ContainsKey("error"))
            Refuse(map);
        else
            Acknowledge(map);
    }

    private void Acknowledge(JObject frame)
    {
        _isAcknowledged = true;
        _stream.Add(SchemaComparer.Compare(frame, _prober.Contract.Schema("StreamAck")));
        foreach (string topic in (frame["rejected"] as JArray)?.Where(entry => entry.Type == JTokenType.String).Select(entry => (string)entry!) ?? [])
        {
            if (_waiting.Remove(topic))
                Topic(topic).CannotReach("the server rejects the topic");
        }
    }

    private void Refuse(JObject frame)
    {
        _isRefused = true;
        _errorFrame.Confirm();
        _errorFrame.Add(SchemaComparer.Compare(frame, _prober.Contract.ErrorEnvelope));
    }

    private void Event(JObject frame)
    {
        // The payload has a place of its own in the report.
        _stream.AddFindings(SchemaComparer.Compare(frame, _prober.Contract.Schema("StreamFrame")));
        if (Pick.Text(frame, "channel") is not { } topic || !_channels.TryGetValue(topic, out ContractChannel? channel))
        {
            _stream.Note("an event of a topic that was not asked for");
            return;
        }

        _waiting.Remove(topic);
        Evidence evidence = Topic(topic);
        evidence.PathIs(Existence.Exists);
        evidence.Confirm();
        if (frame["data"] is { } payload)
            evidence.Add(SchemaComparer.Compare(payload, channel.Payload, JsonPlace.Root.Member("data")));
    }

    private Evidence Topic(string topic) => _prober.Of(Prober.TopicName(_channels[topic].Topic));
}
