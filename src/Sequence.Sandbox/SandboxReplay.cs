using Sequence.Sandbox.Recording;

namespace Sequence.Sandbox;

/// <summary>Plays a recorded session (<see cref="SandboxOptions.RecordFile"/>) again and compares.</summary>
public static class SandboxReplay
{
    /// <summary>
    /// Plays the calls and frames of the recorded clients into a fresh exchange of the same seed, on a clock of its own and as fast as it goes,
    /// and compares every answer and every frame byte for byte. Nothing listens.
    /// </summary>
    /// <param name="file">The recording (<c>.jsonl.gz</c>).</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <exception cref="InvalidDataException">The recording is cut off or of another make; the message names the line and the field.</exception>
    /// <exception cref="IOException">The recording, or the order flow that it names, cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">The token.</exception>
    public static Task<ReplayReport> CheckAsync(string file, CancellationToken cancellationToken = default) => Task.Run(async () =>
    {
        SessionFile session = SessionFile.Read(file);
        var time = new VirtualTime(session.Header.At);
        var secrets = Recordings.NewSecrets(session.Header.Seed);
        var comparison = new SessionComparison(session, secrets);
        await using SandboxExchange exchange = SandboxExchange.Play(session, time, comparison, secrets);
        foreach (SessionRecord line in session.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            time.Now = line.At;
            exchange.Scheduler.Enter(() => { });
            if (comparison.Difference is not null)
                break;
        }

        exchange.EndRecording();
        return new ReplayReport(session.End.Calls, session.End.Frames, comparison.Difference);
    }, cancellationToken);
}

/// <summary>What came of a replay.</summary>
/// <param name="Calls">How many calls the recording has.</param>
/// <param name="Frames">How many frames, of clients and for them.</param>
/// <param name="Difference">Where the replay first differs; null when every byte is the same.</param>
public sealed record ReplayReport(int Calls, int Frames, ReplayDifference? Difference);
