namespace Sequence.Sdk;

/// <summary>What the contract says about the operation behind a request; travels with it through the handlers.</summary>
internal sealed record RawCall(string OperationId, bool IsIdempotent, bool IsAnonymous)
{
    public static readonly HttpRequestOptionsKey<RawCall> Key = new("Sequence.RawCall");

    public static RawCall? Of(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Key, out RawCall? call) ? call : null;
}
