using Newtonsoft.Json;

namespace Sequence.Sdk;

public readonly partial struct GraphStatus
{
    /// <summary>True when nothing can happen to the graph any more: completed, aborted and expired. A paused graph can go on.</summary>
    public bool IsTerminal => this == Completed || this == Aborted || this == Expired;
}

public partial class GraphStatusResponse
{
    /// <inheritdoc cref="GraphStatus.IsTerminal"/>
    [JsonIgnore]
    public bool IsTerminal => Status.IsTerminal;
}
