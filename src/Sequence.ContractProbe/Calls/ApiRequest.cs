using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Calls;

/// <summary>One request.</summary>
/// <param name="Verb">The HTTP verb.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Body">The JSON body; null for none.</param>
/// <param name="IsAnonymous">Sent without the key.</param>
internal sealed record ApiRequest(string Verb, string Target, JToken? Body = null, bool IsAnonymous = false);
