namespace Sequence.ContractProbe.Contract;

/// <summary>How the answer of an operation comes.</summary>
internal enum Delivery
{
    Json,
    WebSocket,
    ServerSentEvents,
}

/// <summary>A parameter of an operation.</summary>
internal sealed record ContractParameter(string Name, bool IsInPath, bool IsRequired);

/// <summary>One operation of the contract.</summary>
/// <param name="Id">Its operationId.</param>
/// <param name="Verb">The HTTP verb in upper case.</param>
/// <param name="Path">The path template.</param>
/// <param name="Fact">How sure the contract is of it (x-fact).</param>
/// <param name="IsAnonymous">Sent without a bearer.</param>
/// <param name="Delivery">How the answer comes.</param>
/// <param name="Parameters">Path and query parameters.</param>
/// <param name="Answers">The documented successes: the schema of each status, free where the answer has no JSON.</param>
internal sealed record ContractOperation(
    string Id,
    string Verb,
    string Path,
    string Fact,
    bool IsAnonymous,
    Delivery Delivery,
    IReadOnlyList<ContractParameter> Parameters,
    IReadOnlyDictionary<int, WireSchema> Answers)
{
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
