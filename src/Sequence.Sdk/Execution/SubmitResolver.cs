using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Determines the outcome of a submit: polls its graph until it exists, or until the deadline has passed and the server itself does not know it.</summary>
internal sealed class SubmitResolver(SequenceTransport transport, string graphId)
{
    /// <summary>Longest wait for one answer, also for the last one, which comes after the deadline.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    public async Task<SubmitOutcome> FindAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        if (deadline <= TimeSpan.Zero)
            throw new SequenceValidationException("deadline", $"must be above 0, but was {deadline}.");
        if (deadline < SubmitOutcome.MinimumSearchTime)
            deadline = SubmitOutcome.MinimumSearchTime;
        long began = transport.Time.GetTimestamp();
        int questions = 0;
        for (TimeSpan pause = PollBackoff.FirstPause; ; pause = PollBackoff.PauseAfter(pause))
        {
            TimeSpan left = deadline - transport.Time.GetElapsedTime(began);
            bool isLast = left <= TimeSpan.Zero;
            questions++;
            try
            {
                return new SubmitOutcome.Accepted(await AskAsync(isLast || left > AnswerTime ? AnswerTime : left, cancellationToken).ConfigureAwait(false));
            }
            catch (SequenceException e) when (OutcomeClassifier.IsAbsence(e))
            {
                if (isLast)
                    return new SubmitOutcome.NotFound(graphId, transport.Time.GetElapsedTime(began), questions);
            }
            catch (SequenceException e) when (!isLast && !OutcomeClassifier.EndsSearch(e))
            {
            }

            left = deadline - transport.Time.GetElapsedTime(began);
            TimeSpan wait = pause < left ? pause : left;
            if (wait > TimeSpan.Zero)
                await Task.Delay(RoundUp(wait), transport.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<GraphStatusResponse> AskAsync(TimeSpan atMost, CancellationToken cancellationToken) => transport.CallAsync(
        (raw, token) => raw.Orchestrate.GetGraphAsync(graphId, token),
        cancellationToken,
        new CallOptions { Mode = CallMode.SingleAttempt, Deadline = atMost },
        graph => GraphIds.Differs(graphId, graph.GraphId));

    /// <summary>Timers count whole milliseconds.</summary>
    private static TimeSpan RoundUp(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
