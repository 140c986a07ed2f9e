using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Verdicts;

/// <summary>Compares one answer with what the contract says of its operation, and writes the result down as evidence.</summary>
internal sealed class AnswerJudge(ApiContract contract, UnknownPath unknownPath)
{
    /// <param name="evidence">Where the result goes.</param>
    /// <param name="operation">What was called.</param>
    /// <param name="answer">What came.</param>
    /// <param name="expected">What agrees with the contract.</param>
    /// <param name="named">Path and values of the request, which an error may repeat.</param>
    /// <returns>The body of a success, also of one that differs; null otherwise.</returns>
    public JToken? Judge(Evidence evidence, ContractOperation operation, Answer answer, Expectation expected, IEnumerable<string> named)
    {
        if (answer.Failure is { } failure)
        {
            evidence.CannotReach(failure);
            return null;
        }

        if (answer.IsSuccess)
            return Success(evidence, operation, answer, expected);
        JToken? error = AnswerJson.Read(answer.Text, out _);
        evidence.Answered(Status(answer, error));
        switch (answer.Status)
        {
            case 501 or 502 or 504 or 429:
                evidence.CannotReach(Obstacle(answer.Status));
                break;
            case 500 or 503:
                evidence.CannotReach(Obstacle(answer.Status));
                Envelope(evidence, answer, error);
                break;
            case 405 or (>= 300 and < 400):
                evidence.PathIs(Existence.Missing);
                evidence.Differ(answer.Status == 405 ? $"status 405: the path does not take {operation.Verb}" : $"status {answer.Status}, a redirection");
                break;
            default:
                Refusal(evidence, operation, answer, error, expected, named);
                break;
        }

        return null;
    }

    /// <summary>Holds an error against the envelope. Its members are not counted among those of the answer.</summary>
    private void Envelope(Evidence evidence, Answer answer, JToken? error)
    {
        if (error is null)
            evidence.Differ($"status {answer.Status} without the error envelope: the answer is {Kind(answer)}");
        else
            evidence.AddFindings(SchemaComparer.Compare(error, contract.ErrorEnvelope));
    }

    /// <summary>Status and code word.</summary>
    public static string Status(Answer answer, JToken? error)
    {
        string status = answer.Status.ToString(CultureInfo.InvariantCulture);
        return (error as JObject)?["error"] is JObject body && body["code"] is { Type: JTokenType.String } code ? $"{status} {ServerText.Show((string)code!)}" : status;
    }

    private static string Kind(Answer answer) =>
        answer.Text.Length == 0 ? "empty" : answer.MediaType is { } type && !type.Contains("json", StringComparison.OrdinalIgnoreCase) ? ServerText.Show(type) : "not JSON";

    private static string Obstacle(int status) => status switch
    {
        429 => "status 429 after every wait",
        501 => "status 501: the server does not handle it",
        _ => $"status {status}",
    };

    private static JToken? Success(Evidence evidence, ContractOperation operation, Answer answer, Expectation expected)
    {
        evidence.PathIs(Existence.Exists);
        evidence.Answered(answer.Status.ToString(CultureInfo.InvariantCulture));
        if (expected.IsSuccessWrong)
            evidence.Differ($"status {answer.Status}, where {expected.Refusals[0]} refuses it");
        else if (!expected.Success)
            evidence.Note($"status {answer.Status} for an id that nobody has");
        WireSchema? schema = operation.Answers.GetValueOrDefault(answer.Status);
        if (schema is null && answer.Status != 204)
            evidence.Differ($"status {answer.Status}, where the contract has {string.Join(" or ", operation.Answers.Keys)}");
        JToken? body = Body(evidence, operation, answer, schema ?? operation.Answers.Values.First());
        evidence.Confirm();
        return body;
    }

    private static JToken? Body(Evidence evidence, ContractOperation operation, Answer answer, WireSchema schema)
    {
        if (answer.Text.Length == 0 && schema.IsFree)
        {
            evidence.Note("an empty answer");
            return null;
        }

        JToken? body = AnswerJson.Read(answer.Text, out string problem);
        if (body is not null)
        {
            evidence.Add(SchemaComparer.Compare(body, schema));
            if (answer.MediaType is not { } type || !type.Contains("json", StringComparison.OrdinalIgnoreCase))
                evidence.Note("JSON under another content type");
        }
        else if (operation.IsAnonymous)
        {
            // The liveness probe promises its status alone.
            evidence.Note($"the answer is {Kind(answer)}");
        }
        else
        {
            evidence.Differ($"the answer is {(problem == "not JSON" ? Kind(answer) : problem)}, where the contract has {schema.Describe()}");
        }

        return body;
    }

    private void Refusal(Evidence evidence, ContractOperation operation, Answer answer, JToken? error, Expectation expected, IEnumerable<string> named)
    {
        bool isUnseenPath = answer.Status == 404 && unknownPath.IsLike(answer, named);
        if (!isUnseenPath)
            evidence.PathIs(Existence.Exists);
        Envelope(evidence, answer, error);
        if (answer.Status is 401 or 403 && !expected.Refusals.Contains(answer.Status))
            evidence.CannotReach($"status {answer.Status}: the key may not call it");
        else if (!expected.Refusals.Contains(answer.Status))
            Unexpected(evidence, operation, answer, error, isUnseenPath);
        else if (isUnseenPath)
            evidence.CannotReach("status 404, the same as for a path that does not exist");
        else
            evidence.Confirm();
    }

    private static void Unexpected(Evidence evidence, ContractOperation operation, Answer answer, JToken? error, bool isUnseenPath)
    {
        if (isUnseenPath)
            evidence.PathIs(Existence.Missing);
        string said = isUnseenPath ? "the same as for a path that does not exist" : Message(error);
        evidence.Differ($"status {answer.Status}, where the contract has {string.Join(" or ", operation.Answers.Keys)}: {said}");
    }

    private static string Message(JToken? error) =>
        (error as JObject)?["error"] is JObject body && body["message"] is { Type: JTokenType.String } message ? ServerText.Show((string)message!) : "no message";
}
