using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sequence.Sandbox.Recording;

/// <summary>What an exchange plays and records: nothing, a file that is written, a session that is played, or both.</summary>
internal sealed class Recordings : IDisposable
{
    private readonly SessionFile? _session;
    private readonly Secrets _secrets;
    private readonly RecordingFile? _file;
    private readonly string? _path;
    private SessionPlayer? _player;

    private Recordings(SessionFile? session, Secrets secrets, RecordingFile? file, string? path, SessionRecorder? recorder)
    {
        _session = session;
        _secrets = secrets;
        _file = file;
        _path = path;
        Recorder = recorder;
    }

    /// <summary>Null when nothing is recorded or played.</summary>
    public SessionRecorder? Recorder { get; }

    /// <summary>Whether a session is played.</summary>
    public bool IsReplay => _session is not null;

    /// <summary>Whether every input of the session has been played; true without one. Under the gate.</summary>
    public bool IsPlayed => _session is null || _player is { IsFinished: true };

    /// <exception cref="IOException">The file to write exists already, or cannot be written.</exception>
    public static Recordings Of(SessionFile? session, int seed, string? recordFile, Scheduler scheduler, ILogger log)
    {
        Secrets learned = NewSecrets(seed);
        RecordingFile? file = recordFile is { } path ? RecordingFile.Create(path, NewSecrets(seed), log) : null;
        var sinks = new List<ISessionSink>();
        if (session is not null)
            sinks.Add(new Learner(learned));
        if (file is not null)
            sinks.Add(file);
        return new Recordings(session, learned, file, recordFile, sinks.Count > 0 ? new SessionRecorder(scheduler, sinks) : null);
    }

    /// <summary>A session that is played into a sink.</summary>
    public static Recordings Compared(SessionFile session, Scheduler scheduler, ISessionSink sink, Secrets secrets) =>
        new(session, secrets, null, null, new SessionRecorder(scheduler, [sink]));

    /// <summary>Names in the place of secrets, and the keys of a replay.</summary>
    public static Secrets NewSecrets(int seed) => new(Seeds.For(seed, "replayed keys"));

    /// <summary>At the end of the exchange's start, under the gate.</summary>
    public void Begin(HeaderRecord header, Scheduler scheduler, Func<HttpContext, Task> pipeline)
    {
        if (Recorder is null)
            return;
        Recorder.Begin(header);
        if (_session is not null)
            _player = SessionPlayer.Start(_session, scheduler, Recorder, pipeline, _secrets);
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>Takes back the file of an exchange that did not start.</summary>
    public void Discard()
    {
        Dispose();
        if (_file is not null)
            File.Delete(_path!);
    }
}
