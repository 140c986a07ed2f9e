using Sequence.Sandbox;
using Sequence.Sdk;

namespace Quickstart;

/// <summary>The client and, where it runs in this process, the exchange behind it.</summary>
internal sealed class Session : IAsyncDisposable
{
    private Session(Settings settings, SandboxExchange? exchange, SequenceClient client)
    {
        Settings = settings;
        Exchange = exchange;
        Client = client;
    }

    public Settings Settings { get; }

    /// <summary>Null when the tour talks to a server.</summary>
    public SandboxExchange? Exchange { get; }

    public SequenceClient Client { get; }

    /// <summary>What is bought: the recorded book where there is one.</summary>
    public string Symbol => Settings.ReplayFile is null ? "BTC-USD" : "BTC-ZAR";

    public static async Task<Session> OpenAsync(Settings settings, CancellationToken cancellationToken)
    {
        if (settings.ApiKey is { } key)
            return new Session(settings, null, new SequenceClient(key, new SequenceClientOptions { BaseAddress = settings.BaseAddress }));

        SandboxExchange exchange = await SandboxExchange.StartAsync(
            new SandboxOptions { Seed = 7, ReplayFile = settings.ReplayFile }, cancellationToken);
        return new Session(
            settings, exchange, new SequenceClient(exchange.NewKey(), new SequenceClientOptions { BaseAddress = exchange.BaseAddress }));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        if (Exchange is not null)
            await Exchange.DisposeAsync();
    }
}
