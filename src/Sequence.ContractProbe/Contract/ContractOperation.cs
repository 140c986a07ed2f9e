namespace Sequence.ContractProbe.Contract;

/// <summary>How the answer of an operation comes.</summary>
internal enum Delivery
{
    Json,
    WebSocket,
    ServerSentEvents,
}

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="IsInPath">It is a segment of the path; otherwise it is a part of the query.</param>
/// <param name="IsRequired">A call without it is refused.</param>
/// <param name="Example">The contract's example, or else its default, as it is sent; a list with commas. Null when there is none.</param>
internal sealed record ContractParameter(string Name, bool IsInPath, bool IsRequired, string? Example);

/// <summary>One operation of the contract.</summary>
/// <param name="Id">Its operationId.</param>
/// <param name="Verb">The HTTP verb in upper case.</param>
/// <param name="Path">The path template.</param>
/// <param name="Fact">How sure the contract is of it (x-fact).</param>
/// <param name="IsAnonymous">Sent without a bearer.</param>
/// <param name="IsIdempotent">Repeating it is safe (x-idempotent).</param>
/// <param name="Delivery">How the answer comes.</param>
/// <param name="Parameters">Path and query parameters.</param>
/// <param name="Answers">The documented successes: the schema of each status, free where the answer has no JSON.</param>
internal sealed record ContractOperation(
    string Id,
    string Verb,
    string Path,
    string Fact,
    bool IsAnonymous,
    bool IsIdempotent,
    Delivery Delivery,
    IReadOnlyList<ContractParameter> Parameters,
    IReadOnlyDictionary<int, WireSchema> Answers)
{
    /// <summary>It only reads, and its answer is one JSON document: it can be called at any time.</summary>
    public bool IsRead => Verb == "GET" && IsIdempotent && Delivery == Delivery.Json;

    /// <summary>The parameters of the smallest call, each with the contract's example.</summary>
    public IReadOnlyDictionary<string, string?> RequiredExamples { get; } =
        Parameters.Where(parameter => parameter.IsRequired).ToDictionary(parameter => parameter.Name, parameter => parameter.Example, StringComparer.Ordinal);

    /// <summary>Calls that cover every parameter: the smallest one, then for each optional parameter that one added, with the contract's examples.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string?>> ExampleCalls =>
        Parameters.Where(parameter => !parameter.IsRequired)
            .Select(optional => new Dictionary<string, string?>(RequiredExamples, StringComparer.Ordinal) { [optional.Name] = optional.Example })
            .Prepend<IReadOnlyDictionary<string, string?>>(RequiredExamples);

    /// <summary>Path and query for these arguments; those that are null are left out.</summary>
    /// <exception cref="ArgumentException">An argument that the operation does not have, or one that it needs is missing.</exception>
    public string Target(IReadOnlyDictionary<string, string?> arguments)
    {
        foreach (string name in arguments.Keys)
        {
            if (Parameters.All(parameter => parameter.Name != name))
                throw new ArgumentException($"{Id} has no parameter '{name}'.", nameof(arguments));
        }

        string path = Path;
        List<string> query = [];
        foreach (ContractParameter parameter in Parameters)
        {
            if (arguments.GetValueOrDefault(parameter.Name) is not { } value)
            {
                if (parameter.IsRequired)
                    throw new ArgumentException($"{Id} needs the parameter '{parameter.Name}'.", nameof(arguments));
                continue;
            }

            // Commas of a list stay as they are; everything else is encoded, so that a value is one segment.
            string text = Uri.EscapeDataString(value);
            if (parameter.IsInPath)
                path = path.Replace($"{{{parameter.Name}}}", text, StringComparison.Ordinal);
            else
                query.Add($"{parameter.Name}={text.Replace("%2C", ",", StringComparison.Ordinal)}");
        }

        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }
}

/// <summary>One topic of the stream, or the events of a socket of its own.</summary>
/// <param name="Topic">The topic, with parameters in braces.</param>
/// <param name="Path">The socket it comes on.</param>
/// <param name="Fact">How sure the contract is of it (x-fact).</param>
/// <param name="Payload">What its events look like.</param>
internal sealed record ContractChannel(string Topic, string Path, string Fact, WireSchema Payload);
