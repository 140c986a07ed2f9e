using Microsoft.AspNetCore.Http;

namespace Sequence.Sandbox.Faults;

/// <summary>What a fault does to one request: it stands around the exchange's work, as a middleware would.</summary>
internal abstract class AnswerEffect
{
    /// <param name="call">The request.</param>
    /// <param name="next">What comes further in: other faults and the exchange; not called when the request does not get there.</param>
    public abstract Task<Answer> ApplyAsync(FaultedCall call, Func<Task<Answer>> next);
}

/// <summary>A request on which a fault acts.</summary>
/// <param name="Http">The request and its connection.</param>
/// <param name="RequestId">Named in envelopes.</param>
/// <param name="Random">Of this occasion.</param>
/// <param name="Clock">Counts from the moment at which the fault struck.</param>
internal sealed record FaultedCall(HttpContext Http, string RequestId, Random Random, ExchangeClock Clock);
