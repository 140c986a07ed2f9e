using System.Net;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Finds out what became of a submit: asks for its graph until it is there, or has not come up in time.</summary>
/// <param name="transport">The way to the server.</param>
/// <param name="graphId">The graph that was sent.</param>
/// <param name="lastAnswer">The answer to the last attempt, if there was one.</param>
internal sealed class SubmitResolver(SequenceTransport transport, string graphId, SequenceApiException? lastAnswer)
{
    /// <summary>No question lasts longer, not even the last one, which comes after the deadline.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    public async Task<SubmitOutcome> FindAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        if (deadline <= TimeSpan.Zero)
            throw new SequenceValidationException("deadline", $"must be above 0, but was {deadline}.");
        long began = transport.Time.GetTimestamp();
        for (TimeSpan pause = PollBackoff.FirstPause; ; pause = PollBackoff.PauseAfter(pause))
        {
            TimeSpan left = deadline - transport.Time.GetElapsedTime(began);
            bool isLast = left <= TimeSpan.Zero;
            try
            {
                return new SubmitOutcome.Accepted(await transport
                    .CallAsync((raw, token) => raw.Orchestrate.GetGraphAsync(graphId, token), cancellationToken, isLast || left > AnswerTime ? AnswerTime : left, CallMode.SingleAttempt)
                    .ConfigureAwait(false));
            }
            catch (SequenceApiException e) when (e.Status == (int)HttpStatusCode.NotFound)
            {
                if (isLast)
                    return Absent();
            }
            catch (SequenceException e) when (!isLast && IsPassing(e))
            {
            }

            left = deadline - transport.Time.GetElapsedTime(began);
            TimeSpan wait = pause < left ? pause : left;
            if (wait > TimeSpan.Zero)
                await Task.Delay(RoundUp(wait), transport.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A definite refusal counts once it is clear that no attempt before it was accepted.</summary>
    private SubmitOutcome Absent() => lastAnswer is { } answer && !AttemptFailure.IsAmbiguous(answer.Status, isFromServer: answer.Code.Length > 0)
        ? new SubmitOutcome.Rejected(answer)
        : new SubmitOutcome.NeverArrived();

    private static bool IsPassing(SequenceException e) => e is SequenceNetworkException || (e is SequenceApiException && e.Retryability == Retryability.AfterBackoff);

    /// <summary>Timers count whole milliseconds.</summary>
    private static TimeSpan RoundUp(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
