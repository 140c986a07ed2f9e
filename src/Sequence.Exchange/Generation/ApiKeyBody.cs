using Newtonsoft.Json;

namespace Sequence.Exchange.Wire;

internal partial class ApiKeyBody
{
    /// <summary>Whether the body has the flag: a key for real venues must be asked for. The reader sets it by its name.</summary>
    [JsonIgnore]
    public bool SandboxSpecified { get; set; }
}
