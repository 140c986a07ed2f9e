using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Plans;

/// <summary>One call of the plan.</summary>
/// <param name="OperationId">What is called.</param>
internal sealed record Call(string OperationId)
{
    /// <summary>Parameters of path and query; null ones are left out.</summary>
    public Dictionary<string, string?> With { get; init; } = new(StringComparer.Ordinal);

    public JToken? Body { get; init; }

    public Expectation Expect { get; init; } = Expectation.Works;
}
