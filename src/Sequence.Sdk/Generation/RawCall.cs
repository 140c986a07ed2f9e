namespace Sequence.Sdk;

/// <summary>What the contract says about the operation behind a request; travels with it through the handlers.</summary>
internal sealed record RawCall(string OperationId, bool IsIdempotent, bool IsAnonymous, bool IsUrgent)
{
    public static readonly HttpRequestOptionsKey<RawCall> Key = new("Sequence.RawCall");

    /// <summary>How to show a text that comes back for this request.</summary>
    public static readonly HttpRequestOptionsKey<Redactor> RedactorKey = new("Sequence.Redactor");

    public static RawCall? Of(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Key, out RawCall? call) ? call : null;

    /// <summary>Knows the key and every secret that the request's own body carried; made only when something failed.</summary>
    public static async Task<Redactor> RedactorOfAsync(HttpRequestMessage? request)
    {
        if (request is null || !request.Options.TryGetValue(RedactorKey, out Redactor? redactor))
            return Redactor.KeysOnly;
        return request.Content is null
            ? redactor
            : redactor.With(BodySecrets.In(await request.Content.ReadAsStringAsync(CancellationToken.None).ConfigureAwait(false)));
    }
}
