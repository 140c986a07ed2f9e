using Newtonsoft.Json;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Streaming;

/// <summary>What a stream asks for.</summary>
internal sealed record StreamPlan(IReadOnlyList<string> Topics)
{
    public int MaxMessageBytes { get; init; } = 4 * 1024 * 1024;

    public int QueueCapacity { get; init; } = 10_000;
}

/// <summary>A stream over one kept connection: subscribes on each, and says in line what the end of each lost.</summary>
internal sealed class StreamSession : IConnectionUse, IAsyncDisposable
{
    private readonly EventQueue _events;
    private readonly EventReader _reader;
    private readonly FrameDecoder _decoder;
    private readonly KeptConnection _connection;
    private readonly string _command;
    private ConnectionSink? _sink;

    public StreamSession(SequenceTransport transport, StreamPlan plan)
    {
        Plan = plan;
        _events = new EventQueue(plan.QueueCapacity);
        _reader = new EventReader(_events);
        _decoder = new FrameDecoder(new ChannelTable(_events, plan.Topics), transport.Credential.Redactor);
        _connection = new KeptConnection(transport, this);
        _command = JsonConvert.SerializeObject(new StreamCommand { Subscribe = plan.Topics });
    }

    public StreamPlan Plan { get; }

    public StreamStatistics Statistics => _events.Snapshot();

    string IConnectionUse.Operation => "openStream";

    string IConnectionUse.Path => "v1/stream";

    int IConnectionUse.MaxMessageBytes => Plan.MaxMessageBytes;

    /// <summary>Opens the first connection; a failure is the caller's.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _connection.StartAsync(cancellationToken);

    public IAsyncEnumerable<StreamEvent> ReadAsync(CancellationToken cancellationToken) => _reader.ReadAsync(cancellationToken);

    /// <summary>Ends the enumeration, then the connection.</summary>
    public ValueTask DisposeAsync()
    {
        _events.Complete(null, discard: true);
        return _connection.DisposeAsync();
    }

    IMessageSink IConnectionUse.Opened(int connection)
    {
        _events.PostControl(new StreamEvent.Connected(connection));
        return _sink = new ConnectionSink(_events, _decoder, Plan.Topics);
    }

    /// <summary>Subscribes and waits for the server's answer.</summary>
    async Task IConnectionUse.BeginAsync(StreamConnection connection, CancellationToken cancellationToken)
    {
        await connection.SendAsync(_command, cancellationToken).ConfigureAwait(false);
        await connection.WaitAsync(_sink!.Answered, cancellationToken).ConfigureAwait(false);
    }

    void IConnectionUse.Lost(string detail)
    {
        if (_sink!.HasCarried)
            _events.PostDisconnected(detail);
    }

    void IConnectionUse.Failed(Exception failure) => _events.Complete(failure, discard: false);
}
