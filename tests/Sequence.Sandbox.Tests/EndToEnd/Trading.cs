using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>The SDK against the exchange, over real HTTP and WebSocket: one exchange and one client for a test.</summary>
internal sealed class Trading : IAsyncDisposable
{
    private Trading(SandboxExchange exchange, SequenceClient client)
    {
        Exchange = exchange;
        Client = client;
    }

    public SandboxExchange Exchange { get; }

    public SequenceClient Client { get; }

    public static async Task<Trading> StartAsync(SandboxOptions? options = null)
    {
        SandboxExchange exchange = await SandboxExchange.StartAsync(options ?? new SandboxOptions { Seed = 7 });
        return new Trading(exchange, ClientOf(exchange, exchange.NewKey()));
    }

    public static SequenceClient ClientOf(SandboxExchange exchange, string key) =>
        new(key, new SequenceClientOptions { BaseAddress = exchange.BaseAddress, Seed = 7 });

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Exchange.DisposeAsync();
    }
}
