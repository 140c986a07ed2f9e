using System.Diagnostics;
using Newtonsoft.Json;

namespace Sequence.Sdk;

/// <summary>
/// The key and the options of a client that a container makes: see <see cref="SequenceServiceCollectionExtensions"/>.
/// It can be bound to a section of the configuration. Neither <c>ToString</c> nor JSON shows the key.
/// </summary>
public sealed class SequenceRegistration : SequenceClientOptions
{
    /// <summary>The API key, <c>seq_live_…</c> or <c>seq_test_…</c>; required.</summary>
    [JsonIgnore]
    [System.Text.Json.Serialization.JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string ApiKey { get; set; } = "";

    /// <summary>The server's address, never the key.</summary>
    public override string ToString() => $"{nameof(SequenceRegistration)}({BaseAddress})";
}
