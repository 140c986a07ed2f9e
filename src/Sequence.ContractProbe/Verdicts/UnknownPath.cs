using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Verdicts;

/// <summary>
/// What the server says of a path that cannot exist. A 404 that says the same proves nothing of its path; another
/// one comes from a handler, so the path is there and the thing it names is not.
/// </summary>
internal sealed class UnknownPath
{
    public const string Path = "/v1/contract-probe/no-such-path";

    private string? _signature;

    public void Learn(Answer answer) => _signature = answer.Status == 0 ? null : Signature(answer, [Path]);

    /// <param name="answer">A 404.</param>
    /// <param name="named">Path and values of the request, which the message may repeat.</param>
    public bool IsLike(Answer answer, IEnumerable<string> named) => _signature is null || Signature(answer, named) == _signature;

    private static string Signature(Answer answer, IEnumerable<string> named)
    {
        JToken? error = (AnswerJson.Read(answer.Text, out _) as JObject)?["error"];
        string text = error is JObject body ? $"{body["code"]} {body["message"]}" : answer.Text;
        foreach (string name in named.Append(answer.RequestId).Where(name => name.Length > 0).OrderByDescending(name => name.Length))
            text = text.Replace(name, "*", StringComparison.Ordinal);
        return $"{answer.Status} {text}";
    }
}
