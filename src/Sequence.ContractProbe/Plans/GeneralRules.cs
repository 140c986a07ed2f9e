using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Plans;

/// <summary>Is anybody there, does the key open the door, and what do errors look like.</summary>
internal sealed class GeneralRules(Prober prober)
{
    /// <exception cref="ProbeException">Nobody is there, or the key is refused.</exception>
    public async Task RunAsync()
    {
        await ReachAsync().ConfigureAwait(false);
        await WithoutKeyAsync().ConfigureAwait(false);
        // The first call with the key: a refused key ends the run here.
        await prober.RunAsync(new Call("getAccount")).ConfigureAwait(false);
        await UnknownPathAsync().ConfigureAwait(false);
    }

    private async Task ReachAsync()
    {
        ContractOperation liveness = prober.Contract.Operation("getLiveness");
        Answer answer = await prober.SendAsync(new ApiRequest(liveness.Verb, liveness.Path, IsAnonymous: true), prober.Ended).ConfigureAwait(false);
        if (answer.Failure is { } failure)
            throw new ProbeException($"{prober.Target.BaseUrl} cannot be reached: {failure}.");
        prober.Judge.Judge(prober.Of(liveness.Id), liveness, answer, Expectation.Works, [liveness.Path]);
    }

    private async Task WithoutKeyAsync()
    {
        ContractOperation any = prober.Contract.Operation("listVenues");
        Evidence evidence = prober.General("missing key", "a call without the key is refused with 401 and the error envelope", "docs");
        Answer answer = await prober.SendAsync(new ApiRequest(any.Verb, any.Path, IsAnonymous: true), prober.Ended).ConfigureAwait(false);
        prober.Judge.Judge(evidence, any, answer, Expectation.Unauthorized, [any.Path]);
    }

    private async Task UnknownPathAsync()
    {
        Evidence evidence = prober.General("unknown path", "a path that does not exist is a 404", "docs");
        Answer answer = await prober.SendAsync(new ApiRequest("GET", UnknownPath.Path), prober.Ended).ConfigureAwait(false);
        prober.LearnUnknownPath(answer);
        JToken? error = AnswerJson.Read(answer.Text, out _);
        evidence.Answered(AnswerJudge.Status(answer, error));
        if (answer.Status == 404)
            evidence.Confirm();
        else
            evidence.CannotReach(answer.Failure ?? $"status {answer.Status}");
        if ((error as JObject)?["error"] is not JObject)
            evidence.Note("no error envelope");
    }
}
