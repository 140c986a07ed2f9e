namespace Sequence.Sdk;

/// <summary>Declared for the generated error branches, which are never taken: the error handler throws first.</summary>
internal sealed class RawApiException(string message, int status, string? response, object headers, Exception? inner)
    : Exception($"{message} ({status})", inner)
{
    public string? Response { get; } = response;
    public object Headers { get; } = headers;
}

/// <inheritdoc cref="RawApiException"/>
internal sealed class RawApiException<T>(string message, int status, string? response, object headers, T result, Exception? inner)
    : Exception($"{message} ({status})", inner)
{
    public string? Response { get; } = response;
    public object Headers { get; } = headers;
    public T Result { get; } = result;
}
