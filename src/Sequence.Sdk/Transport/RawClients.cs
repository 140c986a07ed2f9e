namespace Sequence.Sdk.Transport;

/// <summary>The generated clients, one for each tag of the contract.</summary>
internal sealed class RawClients(HttpClient http)
{
    public RawConnectClient Connect { get; } = new(http);
    public RawSeeClient See { get; } = new(http);
    public RawTradeClient Trade { get; } = new(http);
    public RawOrchestrateClient Orchestrate { get; } = new(http);
    public RawAutomateClient Automate { get; } = new(http);
    public RawMonitorClient Monitor { get; } = new(http);
    public RawAccountClient Account { get; } = new(http);
    public RawStreamingClient Streaming { get; } = new(http);
    public RawSandboxClient Sandbox { get; } = new(http);
}
