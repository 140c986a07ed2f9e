using Sequence.Sdk;

namespace Quickstart;

/// <summary>Where the tour runs: on the exchange inside this process, or on a server that has a key.</summary>
internal sealed record Settings(string? ApiKey, Uri BaseAddress, bool MayTrade, string? ReplayFile)
{
    public bool IsInProcess => ApiKey is null;

    public static Settings Read(bool trade, string? replayFile)
    {
        string? key = Variable("SEQUENCE_API_KEY");
        string? address = Variable("SEQUENCE_BASE_URL");
        if (key is null && address is not null)
            throw new ArgumentException("SEQUENCE_BASE_URL is set, but SEQUENCE_API_KEY is not: set both, or neither for the exchange in this process.");
        if (key is not null && replayFile is not null)
            throw new ArgumentException("--replay is for the exchange in this process: unset SEQUENCE_API_KEY to use it.");
        if (address is not null && !Uri.TryCreate(address, UriKind.Absolute, out _))
            throw new ArgumentException($"SEQUENCE_BASE_URL is not an absolute address: {address}");
        return new Settings(
            key, address is null ? SequenceClientOptions.DefaultBaseAddress : new Uri(address), MayTrade: key is null || trade, replayFile);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
