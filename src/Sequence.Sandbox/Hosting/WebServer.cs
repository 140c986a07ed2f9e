using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sequence.Sandbox.Faults;

namespace Sequence.Sandbox.Hosting;

/// <summary>Kestrel, the pages that the host adds, and nothing else: no settings file, no environment, no log, no signal handlers.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    /// <summary>In bytes. What is longer gets a bare 414; everything else is answered in the envelope.</summary>
    private const int LongestRequestLine = 64 * 1024;

    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;

    private WebServer(WebApplication app) => _app = app;

    /// <summary>The addresses that it listens on, with the ports that were found.</summary>
    public IReadOnlyList<string> Addresses => [.. _app.Urls];

    /// <param name="urls">Where to listen.</param>
    /// <param name="addPages">Adds middleware in front of the API; null for none.</param>
    /// <param name="handler">Answers the API.</param>
    /// <param name="cancellationToken">Calls the start off.</param>
    /// <exception cref="ArgumentException">An address that nothing can listen on.</exception>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<WebServer> StartAsync(string urls, Action<IApplicationBuilder>? addPages, RequestDelegate handler, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> addresses = ListenAddress.Parse(urls);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownPatience);
        WebApplication app = builder.Build();
        foreach (string address in addresses)
            app.Urls.Add(address);
        app.Use(FaultInjectingStream.Below);
        app.UseWebSockets();
        addPages?.Invoke(app);
        app.Run(handler);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new WebServer(app);
        }
        catch (Exception e)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            if (e is IOException or SocketException)
                throw new IOException($"The sandbox cannot listen on {urls}: {Reason(e)}; choose another address, or port 0 for a free one.", e);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static string Reason(Exception e) => e.GetBaseException().Message.TrimEnd('.').ToLowerInvariant();

    /// <summary>The exchange ends when its owner disposes it; signals are the program's business.</summary>
    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
