using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Streaming;

namespace Sequence.Sdk;

/// <summary>
/// A recorded stream, read again through the same decoder into the same events, as fast as they are taken or at their own pace.
/// No event is replaced by a newer one: a strategy sees every price. It can be enumerated again and again.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of events is what the product calls it.")]
public sealed class RecordedStream : IAsyncEnumerable<StreamEvent>
{
    private readonly string _path;
    private readonly double? _speed;
    private readonly TimeProvider _time;

    private RecordedStream(string path, double? speed, TimeProvider time)
    {
        _path = path;
        _speed = speed;
        _time = time;
    }

    /// <summary>Opens a file that <see cref="MarketDataStream.RecordTo"/> wrote.</summary>
    /// <param name="path">The file; compressed when its name ends in <c>.gz</c>.</param>
    /// <param name="speed">1 for the pace of the recording, 10 for ten times as fast, up to 1,000,000; null for as fast as the events are taken.</param>
    /// <param name="timeProvider">The clock of the pace; null for the system's.</param>
    /// <exception cref="SequenceValidationException">The path is empty, or the speed is not above 0.</exception>
    public static RecordedStream Open(string path, double? speed = null, TimeProvider? timeProvider = null)
    {
        Check.Text(path, "path");
        if (speed is { } given)
            Check.InRange(given, double.Epsilon, 1_000_000, "speed");
        return new RecordedStream(path, speed, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Reads the recording from its start.</summary>
    /// <param name="cancellationToken">Ends this enumeration.</param>
    /// <exception cref="SequenceDeserializationException">A line cannot be read, or the file breaks off before its end line; what stands before it was given.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async IAsyncEnumerator<StreamEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var events = new EventQueue(1);
        var decoder = new FrameDecoder(new ChannelTable(events), Redactor.KeysOnly);
        long began = _time.GetTimestamp();
        long? first = null;
        await foreach (RecordedLine line in LinesAsync(cancellationToken).ConfigureAwait(false))
        {
            first ??= line.At;
            await PaceAsync(line.At - first.Value, began, cancellationToken).ConfigureAwait(false);
            foreach (StreamEvent e in EventsOf(line, decoder))
                yield return e;
        }
    }

    private static IEnumerable<StreamEvent> EventsOf(RecordedLine line, FrameDecoder decoder) => line.Kind switch
    {
        RecordedLine.Connected => [new StreamEvent.Connected((int)(line.Count ?? 0))],
        RecordedLine.Gap => [new StreamEvent.Gap(line.Topic ?? string.Empty, GapReason.Disconnected) { Detail = line.Text }],
        RecordedLine.Lost => [new StreamEvent.Gap(string.Empty, GapReason.Overflow) { Missed = line.Count, Detail = "The recording lacks these messages." }],
        RecordedLine.Frame => OfFrame(Encoding.UTF8.GetBytes(line.Text ?? string.Empty), decoder),
        _ => [],
    };

    private static IEnumerable<StreamEvent> OfFrame(byte[] message, FrameDecoder decoder)
    {
        DecodedFrame frame = decoder.Decode(message);
        if (!frame.IsAnswer)
            return [frame.ToEvent()!];
        JToken answer = PayloadJson.Parse(message);
        SubscriptionAnswer read = SubscriptionAnswer.Read(answer, []);
        return [new StreamEvent.Subscribed(read.Subscribed) { Data = answer }, .. read.Rejected];
    }

    private async Task PaceAsync(long nanos, long began, CancellationToken cancellationToken)
    {
        if (_speed is not { } speed)
            return;
        TimeSpan wait = TimeSpan.FromMilliseconds(nanos / speed / 1e6) - _time.GetElapsedTime(began);
        if (wait > TimeSpan.Zero)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), _time, cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<RecordedLine> LinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (_path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            file = new GZipStream(file, CompressionMode.Decompress);
        using var text = new StreamReader(file, Encoding.UTF8);
        string kind = string.Empty;
        for (int number = 1; await NextAsync(text, number, cancellationToken).ConfigureAwait(false) is { } line; number++)
        {
            // An editor may have left empty lines.
            if (string.IsNullOrWhiteSpace(line))
                continue;
            RecordedLine read = Parse(line, number);
            if (kind.Length == 0 && read.Kind != RecordedLine.Start)
                throw Fault(number, $"its kind is '{read.Kind}' and must be '{RecordedLine.Start}': this is no recorded stream", line);
            kind = read.Kind;
            yield return read;
        }

        if (kind != RecordedLine.End)
            throw Fault(null, "the file breaks off: its last line must be of the kind 'end'", string.Empty);
    }

    private async Task<string?> NextAsync(StreamReader text, int number, CancellationToken cancellationToken)
    {
        try
        {
            return await text.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            throw Fault(number, "the compressed file breaks off or is damaged", string.Empty, e);
        }
    }

    private RecordedLine Parse(string line, int number)
    {
        try
        {
            return ContractJson.Parse<RecordedLine>(line) is { Kind.Length: > 0 } read ? read : throw Fault(number, "it has no kind", line);
        }
        catch (JsonException e)
        {
            throw Fault(number, "it is no JSON: the line breaks off or is damaged", line, e);
        }
    }

    private SequenceDeserializationException Fault(int? line, string problem, string text, Exception? cause = null) => new(
        $"The recording {Path.GetFileName(_path)} cannot be read{(line is { } number ? $" in line {number}" : " to its end")}: {problem}.",
        SequenceException.Snippet(text), cause);
}
