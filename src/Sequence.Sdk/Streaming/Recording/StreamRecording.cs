using System.IO.Compression;
using System.Text;
using System.Threading.Channels;
using Newtonsoft.Json;
using Sequence.Sdk.Streaming;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>A running recording of a stream; made by <see cref="MarketDataStream.RecordTo"/>. It ends with its dispose or with the stream's.</summary>
public sealed class StreamRecording : IStreamListener, IAsyncDisposable
{
    private const int MostWaiting = 16_384;

    private readonly Channel<RecordedLine> _lines = Channel.CreateBounded<RecordedLine>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly EventQueue _events;
    private readonly SequenceTransport _transport;
    private readonly Task _writing;
    private long _frames;
    private long _lost;
    private long _untold;

    internal StreamRecording(string path, EventQueue events, SequenceTransport transport)
    {
        Path = path;
        _events = events;
        _transport = transport;

        // An existing file is never written over.
        Stream file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            file = new GZipStream(file, CompressionLevel.Fastest);
        _writing = Task.Run(() => WriteAsync(file));
        Put(new RecordedLine(RecordedLine.Start, Now()));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Messages of the server that were recorded so far.</summary>
    public long Frames => Interlocked.Read(ref _frames);

    /// <summary>Messages that came faster than the disk takes them and are missing in the file, where a line says so.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Ends the recording and writes what waits. What went wrong with the file is thrown here.</summary>
    /// <exception cref="IOException">The file could not be written.</exception>
    public async ValueTask DisposeAsync()
    {
        _events.Detach(this);
        _lines.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    void IStreamListener.OnMessage(ReadOnlySpan<byte> message)
    {
        if (TellLoss() && Put(new RecordedLine(RecordedLine.Frame, Now()) { Text = Encoding.UTF8.GetString(message) }))
        {
            Interlocked.Increment(ref _frames);
            return;
        }

        Interlocked.Increment(ref _lost);
        _untold++;
    }

    void IStreamListener.OnTopic(TopicQueue topic)
    {
    }

    void IStreamListener.OnClosed(TopicQueue topic)
    {
    }

    void IStreamListener.OnLatest(TopicQueue topic, LatestFrame frame)
    {
    }

    void IStreamListener.OnEvent(TopicQueue topic, StreamEvent e)
    {
        if (e is StreamEvent.Gap gap)
            Put(new RecordedLine(RecordedLine.Gap, Now()) { Topic = gap.Topic, Text = gap.Detail });
    }

    void IStreamListener.OnConnectionEvent(StreamEvent e, string topic)
    {
        if (e is StreamEvent.Connected connected)
            Put(new RecordedLine(RecordedLine.Connected, Now()) { Count = connected.Connection });
    }

    void IStreamListener.OnEnd(Exception? failure) => _lines.Writer.TryComplete();

    private long Now() => UnixNanos.FromDateTimeOffset(_transport.Time.GetUtcNow()).Raw;

    private bool Put(RecordedLine line) => _lines.Writer.TryWrite(line);

    /// <summary>Says first how many messages are missing, as soon as there is room again.</summary>
    private bool TellLoss()
    {
        if (_untold == 0)
            return true;
        if (!Put(new RecordedLine(RecordedLine.Lost, Now()) { Count = _untold }))
            return false;
        _untold = 0;
        return true;
    }

    private async Task WriteAsync(Stream file)
    {
        try
        {
            var text = new StreamWriter(file, new UTF8Encoding(false)) { NewLine = "\n" };
            await using (text.ConfigureAwait(false))
            {
                await foreach (RecordedLine line in _lines.Reader.ReadAllAsync().ConfigureAwait(false))
                    await text.WriteLineAsync(_transport.Credential.Redactor.Clean(ContractJson.TextOf(line))).ConfigureAwait(false);
                if (_untold > 0)
                    await text.WriteLineAsync(ContractJson.TextOf(new RecordedLine(RecordedLine.Lost, Now()) { Count = _untold })).ConfigureAwait(false);
                await text.WriteLineAsync(ContractJson.TextOf(new RecordedLine(RecordedLine.End, Now()) { Count = Frames })).ConfigureAwait(false);
            }
        }
        finally
        {
            // After a failure of the disk nothing more is taken.
            _lines.Writer.TryComplete();
        }
    }
}
