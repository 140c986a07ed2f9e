using System.Net.Http.Headers;
using System.Reflection;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

namespace Sequence.Sdk.Transport;

/// <summary>
/// The one way to the server. A call passes: deadline (here), generated client, <see cref="HandlerChain"/>, socket;
/// failures come back as <see cref="SequenceException"/>.
/// </summary>
internal sealed class SequenceTransport : IDisposable
{
    private static readonly ProductInfoHeaderValue UserAgent = new(
        "Sequence.Sdk", typeof(SequenceTransport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");

    private readonly object _owner;
    private readonly HttpMessageHandler _chain;
    private readonly HttpClient _http;
    private readonly RawClients _raw;
    private readonly NoResponseError _missing;
    private volatile bool _isDisposed;

    /// <param name="key">The API key.</param>
    /// <param name="options">Where and how to connect.</param>
    /// <param name="owner">What the user disposes, named by <see cref="ObjectDisposedException"/>; null for the transport itself.</param>
    public SequenceTransport(string key, SequenceClientOptions options, object? owner = null)
    {
        _owner = owner ?? this;
        var settings = new TransportSettings(key, options);
        BaseAddress = settings.BaseAddress;
        Credential = settings.Credential;
        Timeout = settings.Timeout;
        MaxResponseBytes = settings.MaxResponseBytes;
        Limiter = settings.Limiter;
        Time = settings.Time;
        Log = settings.Log;
        Ids = new IdGenerator(settings.Seed);
        _chain = HandlerChain.Build(settings, Ids);
        _http = NewHttpClient(_chain, disposeHandler: settings.HttpHandler is null);
        _raw = new RawClients(_http);
        _missing = new NoResponseError(BaseAddress.Authority, Credential.Redactor);
        Sockets = new SocketOpener(settings, Ids, UserAgent.ToString());
    }

    public Uri BaseAddress { get; }

    public Credential Credential { get; }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    public IdGenerator Ids { get; }

    /// <summary>The total time of one call, or of opening and subscribing a stream.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>The most bytes of one answer, and of one server-sent event.</summary>
    public int MaxResponseBytes { get; }

    /// <summary>The pace of everything that goes to the server; null for none.</summary>
    public RateLimiter? Limiter { get; }

    /// <summary>Opens WebSockets with the same key.</summary>
    public SocketOpener Sockets { get; }

    /// <summary>Runs one call under the total deadline, which covers the body too.</summary>
    /// <param name="call">The call of a generated client.</param>
    /// <param name="cancellationToken">The caller's token; it wins over the deadline.</param>
    /// <param name="atMost">A deadline for this call alone; it counts only when it is shorter than that of the client.</param>
    /// <param name="mode">Whether the call may be repeated.</param>
    public async Task<T> CallAsync<T>(
        Func<RawClients, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken,
        TimeSpan? atMost = null,
        CallMode mode = CallMode.Default)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        TimeSpan timeout = Shorter(Timeout, atMost);
        using var deadline = new CancellationTokenSource(timeout, Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var context = CallContext.Begin(Time, timeout, mode);
        try
        {
            return await ReportedAsync(call(_raw, both.Token), context).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            // The token in the exception is the caller's own, not the one that was linked to it.
            string consequence = context.MayHaveActed ? "; the server may have acted." : " before anything was sent.";
            throw new TaskCanceledException("The call was cancelled" + consequence, e, cancellationToken);
        }
        catch (SequenceException e)
        {
            e.MayHaveActed = context.MayHaveActed;
            throw;
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            throw _missing.Describe(e, context, deadline.IsCancellationRequested ? timeout : null, _isDisposed);
        }
    }

    /// <summary>Opens server-sent events: the deadline covers the headers of the answer, and the body may last for ever.</summary>
    /// <param name="call">The call of a generated client; its own result is of no use.</param>
    /// <param name="lastEventId">The event after which the server should go on; empty for none.</param>
    /// <param name="cancellationToken">The caller's token; it wins over the deadline.</param>
    /// <returns>The body; the caller disposes it.</returns>
    public async Task<Stream> OpenEventsAsync(
        Func<RawClients, CancellationToken, Task<string>> call, string lastEventId, CancellationToken cancellationToken)
    {
        var opener = new EventStreamHandler(lastEventId) { InnerHandler = _chain };
        try
        {
            await CallAsync((_, token) => call(new RawClients(NewHttpClient(opener, disposeHandler: false)), token), cancellationToken, mode: CallMode.Streaming)
                .ConfigureAwait(false);
            return opener.Body is { } body
                ? await body.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false)
                : throw new SequenceDeserializationException("The answer is no event stream.", string.Empty);
        }
        catch
        {
            opener.Body?.Dispose();
            throw;
        }
    }

    /// <summary>Like <see cref="CallAsync{T}"/> where the answer's body is of no interest: any 2xx is success, readable or not.</summary>
    /// <inheritdoc cref="CallAsync{T}"/>
    public async Task SendAsync<T>(
        Func<RawClients, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken,
        TimeSpan? atMost = null,
        CallMode mode = CallMode.Default)
    {
        await CallAsync(SucceedsAsync, cancellationToken, atMost, mode).ConfigureAwait(false);

        async Task<bool> SucceedsAsync(RawClients raw, CancellationToken token)
        {
            try
            {
                await call(raw, token).ConfigureAwait(false);
            }
            catch (SequenceDeserializationException)
            {
            }

            return true;
        }
    }

    /// <summary>Nothing new begins on a client that is disposed.</summary>
    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, _owner);

    public void Dispose()
    {
        _isDisposed = true;
        _http.Dispose();
    }

    public override string ToString() => $"{BaseAddress.Authority} with {Credential}";

    private static async Task<T> ReportedAsync<T>(Task<T> call, CallContext context)
    {
        Exception? error = null;
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            error = e;
            throw;
        }
        finally
        {
            context.Report?.End(context, error);
        }
    }

    private HttpClient NewHttpClient(HttpMessageHandler handler, bool disposeHandler)
    {
        var http = new HttpClient(handler, disposeHandler) { BaseAddress = BaseAddress, Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.Add(UserAgent);
        return http;
    }

    private static TimeSpan Shorter(TimeSpan timeout, TimeSpan? atMost) =>
        atMost is { } limit && (timeout == System.Threading.Timeout.InfiniteTimeSpan || limit < timeout) ? limit : timeout;
}
