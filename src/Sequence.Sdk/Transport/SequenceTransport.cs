using System.Net.Http.Headers;
using System.Reflection;

namespace Sequence.Sdk.Transport;

/// <summary>
/// The one way to the server. A call passes: deadline (here), generated client, <see cref="ErrorHandler"/>,
/// <see cref="AuthHandler"/>, socket; failures come back as <see cref="SequenceException"/>.
/// </summary>
internal sealed class SequenceTransport : IDisposable
{
    /// <summary>The longest delay a timer takes.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private static readonly ProductInfoHeaderValue UserAgent = new(
        "Sequence.Sdk", typeof(SequenceTransport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");

    private readonly HttpMessageHandler _chain;
    private readonly HttpClient _http;
    private readonly RawClients _raw;
    private readonly TimeSpan _timeout;
    private volatile bool _isDisposed;

    public SequenceTransport(string key, SequenceClientOptions options)
    {
        BaseAddress = WithTrailingSlash(options.BaseAddress);
        Credential = new Credential(key, BaseAddress);
        _timeout = Checked(options.Timeout);
        Time = options.TimeProvider ?? throw new SequenceValidationException(nameof(options.TimeProvider), "must not be null.");
        Ids = new IdSource(options.Seed);

        // Redirects are refused: neither a bearer nor a body with credentials may follow one to another host.
        HttpMessageHandler socket = options.HttpHandler ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = LiveSocket.ConnectAsync,
        };
        _chain = new ErrorHandler(Credential) { InnerHandler = new AuthHandler(Credential, Ids) { InnerHandler = socket } };
        _http = NewHttpClient(_chain, disposeHandler: options.HttpHandler is null);
        _raw = new RawClients(_http);
        Sockets = new SocketOpener(BaseAddress, Credential, Ids, UserAgent.ToString());
    }

    public Uri BaseAddress { get; }

    public Credential Credential { get; }

    public TimeProvider Time { get; }

    public IdSource Ids { get; }

    /// <summary>The total time of one call, or of opening and subscribing a stream.</summary>
    public TimeSpan Timeout => _timeout;

    /// <summary>Opens WebSockets with the same key.</summary>
    public SocketOpener Sockets { get; }

    /// <summary>Runs one call under the total deadline, which covers the body too.</summary>
    /// <param name="call">The call of a generated client.</param>
    /// <param name="cancellationToken">The caller's token; it wins over the deadline.</param>
    /// <param name="atMost">A deadline for this call alone; it counts only when it is shorter than that of the client.</param>
    public async Task<T> CallAsync<T>(Func<RawClients, CancellationToken, Task<T>> call, CancellationToken cancellationToken, TimeSpan? atMost = null)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        TimeSpan timeout = Shorter(_timeout, atMost);
        using var deadline = new CancellationTokenSource(timeout, Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var scope = CallScope.Begin();
        try
        {
            return await call(_raw, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            // The token in the exception is the caller's own, not the one that was linked to it.
            throw new TaskCanceledException("The call was cancelled; the server may have acted.", e, cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            throw NoAnswer(e, deadline.IsCancellationRequested ? timeout : null, scope.Sent);
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
            await CallAsync((_, token) => call(new RawClients(NewHttpClient(opener, disposeHandler: false)), token), cancellationToken).ConfigureAwait(false);
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
    public async Task SendAsync<T>(Func<RawClients, CancellationToken, Task<T>> call, CancellationToken cancellationToken, TimeSpan? atMost = null)
    {
        try
        {
            await CallAsync(call, cancellationToken, atMost).ConfigureAwait(false);
        }
        catch (SequenceDeserializationException)
        {
        }
    }

    /// <summary>Nothing new begins on a client that is disposed.</summary>
    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, typeof(SequenceClient));

    public void Dispose()
    {
        _isDisposed = true;
        _http.Dispose();
    }

    public override string ToString() => $"{BaseAddress.Authority} with {Credential}";

    private HttpClient NewHttpClient(HttpMessageHandler handler, bool disposeHandler)
    {
        var http = new HttpClient(handler, disposeHandler) { BaseAddress = BaseAddress, Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.Add(UserAgent);
        return http;
    }

    private SequenceNetworkException NoAnswer(Exception cause, TimeSpan? elapsed, RawCall? call)
    {
        // Only a connection that never came up proves that nothing was sent.
        bool unsent = cause is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };
        string what = cause switch
        {
            OperationCanceledException when elapsed is { } time => FormattableString.Invariant($"no complete answer within {time.TotalSeconds:0.###} s from"),
            OperationCanceledException when _isDisposed => "the client was disposed before the answer came from",
            OperationCanceledException => "the HTTP handler gave up waiting for",
            _ when unsent => "no connection to",
            _ => "the connection broke to",
        };
        Redactor redactor = Credential.Redactor;
        string detail = cause is OperationCanceledException ? "." : ": " + redactor.Clean(cause.GetBaseException().Message);
        string consequence = unsent ? "" : " The server may have acted.";
        return new SequenceNetworkException(
            $"{call?.OperationId ?? "The call"} failed: {what} {BaseAddress.Authority}{detail}{consequence}",
            unsent ? Retryability.AfterBackoff : Retryability.OutcomeUnknown,
            redactor.Cause(cause))
        {
            Operation = call?.OperationId,
        };
    }

    private static TimeSpan Shorter(TimeSpan timeout, TimeSpan? atMost) =>
        atMost is { } limit && (timeout == System.Threading.Timeout.InfiniteTimeSpan || limit < timeout) ? limit : timeout;

    private static TimeSpan Checked(TimeSpan timeout)
    {
        if (timeout != System.Threading.Timeout.InfiniteTimeSpan && (timeout <= TimeSpan.Zero || timeout > LongestTimeout))
            throw new SequenceValidationException(nameof(SequenceClientOptions.Timeout), "must be above 0 and at most 49 days, or infinite.");
        return timeout;
    }

    private static Uri WithTrailingSlash(Uri? address)
    {
        const string Field = nameof(SequenceClientOptions.BaseAddress);
        if (address is null)
            throw new SequenceValidationException(Field, "must not be null.");
        if (!address.IsAbsoluteUri)
            throw new SequenceValidationException(Field, "must be an absolute http or https address.");
        if (address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
            throw new SequenceValidationException(Field, "must hold a host and at most a path: no query, fragment or user.");
        return new Uri(address.AbsoluteUri.TrimEnd('/') + "/");
    }
}
