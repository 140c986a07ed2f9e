using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Sequence.Sandbox.Recording;

/// <summary>
/// Writes a session to a file of its own thread's speed: the exchange only puts lines into a queue. A full queue makes the exchange wait for the disk,
/// since a recording with holes cannot be played again.
/// </summary>
internal sealed partial class RecordingFile : ISessionSink, IDisposable
{
    private const int MostWaiting = 16_384;

    private readonly BlockingCollection<SessionRecord> _waiting = new(MostWaiting);
    private readonly Secrets _secrets;
    private readonly ILogger _log;
    private readonly Thread _writer;

    private RecordingFile(Stream file, Secrets secrets, ILogger log)
    {
        _secrets = secrets;
        _log = log;
        _writer = new Thread(() => Write(file)) { IsBackground = true, Name = "sandbox recording" };
        _writer.Start();
    }

    /// <exception cref="IOException">The file exists already, or cannot be written.</exception>
    public static RecordingFile Create(string path, Secrets secrets, ILogger log) => new(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read), secrets, log);

    public void Take(SessionRecord line)
    {
        if (!_waiting.IsAddingCompleted)
            _waiting.Add(line);
    }

    /// <summary>Writes what waits, whole, and closes the file.</summary>
    public void Dispose()
    {
        if (_waiting.IsAddingCompleted)
            return;
        _waiting.CompleteAdding();
        _writer.Join();
    }

    private void Write(Stream file)
    {
        try
        {
            using var text = new StreamWriter(new GZipStream(file, CompressionLevel.Fastest), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            foreach (SessionRecord line in _waiting.GetConsumingEnumerable())
            {
                text.WriteLine(SessionFormat.Write(line, _secrets));
                // A quiet exchange leaves nothing behind in memory.
                if (_waiting.Count == 0)
                    text.Flush();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogFailure(_log, e);
            foreach (SessionRecord _ in _waiting.GetConsumingEnumerable())
            {
                // The exchange goes on without its recording, which lacks its end and is refused for it.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The recording cannot be written any further")]
    private static partial void LogFailure(ILogger logger, Exception exception);
}
