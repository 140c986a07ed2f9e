using Sequence.Sdk;

namespace Sequence.Sandbox.Recording;

/// <summary>A recorded session as it lies on the disk: gzip, one JSON object a line. One that is cut off or of another make is refused.</summary>
/// <param name="Path">The file.</param>
/// <param name="Lines">Every line as it is written there, without empty ones; the first is the header, the last the end.</param>
/// <param name="Entries">The same, read; secrets have names.</param>
internal sealed record SessionFile(string Path, IReadOnlyList<string> Lines, IReadOnlyList<SessionRecord> Entries)
{
    public HeaderRecord Header => (HeaderRecord)Entries[0];

    public EndRecord End => (EndRecord)Entries[^1];

    /// <summary>Whether the file holds JSON lines, so that it is meant to be a session and no order flow.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static bool Holds(string path)
    {
        using var lines = new GzipLines(path);
        try
        {
            return lines.Next()?.TrimStart().StartsWith('{') ?? false;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="InvalidDataException">The file does not fit; the message names the file, the line and the field.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static SessionFile Read(string path)
    {
        using var lines = new GzipLines(path);
        var texts = new List<string>();
        var entries = new List<SessionRecord>();
        var order = new SessionOrder();
        while (Next(lines, path) is { } text)
        {
            var members = new RecordReader(text, path, lines.Number);
            SessionRecord entry = members.Read();
            order.Check(entry, members);
            texts.Add(text);
            entries.Add(entry);
        }

        if (entries is not [.., EndRecord])
            throw RecordReader.Fault(path, lines.Number, "kind", "must be end, but nothing follows: the recording was cut off.");
        return new SessionFile(path, texts, entries);
    }

    private static string? Next(GzipLines lines, string path)
    {
        try
        {
            return lines.Next();
        }
        catch (InvalidDataException e)
        {
            throw RecordReader.Fault(path, lines.Number, "content", $"is not whole gzip data ({e.Message}).");
        }
    }
}

/// <summary>What may follow what.</summary>
internal sealed class SessionOrder
{
    private readonly HashSet<int> _open = [];
    private SessionRecord? _last;
    private int _opened;

    /// <exception cref="InvalidDataException">The line cannot stand here.</exception>
    public void Check(SessionRecord line, RecordReader members)
    {
        if (line is HeaderRecord != _last is null)
            throw members.Fault("kind", _last is null ? "must be session in the first line: this is no recorded session." : "session stands in the first line only.");
        if (_last is EndRecord)
            throw members.Fault("kind", "must not follow the end.");
        if (_last is not null && line.At < _last.At)
            throw members.Fault("at_ns", $"must not go back, but {line.At.Raw} follows {_last.At.Raw}.");
        CheckSession(line, members);
        _last = line;
    }

    private void CheckSession(SessionRecord line, RecordReader members)
    {
        switch (line)
        {
            case OpenRecord open when open.Session != ++_opened:
                throw members.Fault("session", $"must be {_opened}, but was {open.Session}.");
            case OpenRecord open:
                _open.Add(open.Session);
                break;
            case FrameRecord frame when !_open.Contains(frame.Session):
                throw members.Fault("session", $"{frame.Session} is not open.");
            case CloseRecord close when !_open.Remove(close.Session):
                throw members.Fault("session", $"{close.Session} is not open.");
        }
    }
}
