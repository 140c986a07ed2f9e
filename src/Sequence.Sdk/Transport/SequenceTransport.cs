using System.Net.Http.Headers;
using System.Reflection;

namespace Sequence.Sdk.Transport;

/// <summary>
/// The one way to the server. A call passes: deadline (here), generated client, <see cref="ErrorHandler"/>,
/// <see cref="AuthHandler"/>, socket; failures come back as <see cref="SequenceException"/>.
/// </summary>
internal sealed class SequenceTransport : IDisposable
{
    private static readonly ProductInfoHeaderValue UserAgent = new(
        "Sequence.Sdk", typeof(SequenceTransport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");

    private readonly HttpClient _http;
    private readonly RawClients _raw;
    private readonly TimeSpan _timeout;

    public SequenceTransport(string key, SequenceClientOptions options)
    {
        BaseAddress = WithTrailingSlash(options.BaseAddress ?? throw new SequenceValidationException(nameof(options.BaseAddress), "must not be null."));
        Credential = new Credential(key, BaseAddress);
        if (options.Timeout <= TimeSpan.Zero && options.Timeout != System.Threading.Timeout.InfiniteTimeSpan)
            throw new SequenceValidationException(nameof(options.Timeout), "must be positive, or infinite.");
        Time = options.TimeProvider ?? throw new SequenceValidationException(nameof(options.TimeProvider), "must not be null.");
        Ids = new IdSource(options.Seed);
        _timeout = options.Timeout;

        // Redirects are refused: a bearer must not follow one to another host.
        HttpMessageHandler socket = options.HttpHandler
            ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        var chain = new ErrorHandler(Credential) { InnerHandler = new AuthHandler(Credential, Ids) { InnerHandler = socket } };
        _http = new HttpClient(chain, disposeHandler: options.HttpHandler is null)
        {
            BaseAddress = BaseAddress,
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(UserAgent);
        _raw = new RawClients(_http);
    }

    public Uri BaseAddress { get; }

    public Credential Credential { get; }

    public TimeProvider Time { get; }

    public IdSource Ids { get; }

    /// <summary>Runs one call under the total deadline, which covers the body too.</summary>
    public async Task<T> CallAsync<T>(Func<RawClients, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(_timeout, Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await call(_raw, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested && deadline.IsCancellationRequested)
        {
            throw new SequenceNetworkException(
                $"No complete answer within {_timeout.TotalSeconds:0.###} s; the server may have acted.", Retryability.OutcomeUnknown, e);
        }
        catch (HttpRequestException e)
        {
            // Only a connection that never came up proves that nothing was sent.
            bool unsent = e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;
            throw new SequenceNetworkException(
                $"{(unsent ? "No connection to" : "The connection broke to")} {BaseAddress.Authority}: {Credential.Redact(e.Message)}",
                unsent ? Retryability.AfterBackoff : Retryability.OutcomeUnknown, e);
        }
        catch (IOException e)
        {
            throw new SequenceNetworkException(
                $"The connection broke to {BaseAddress.Authority}: {Credential.Redact(e.Message)}", Retryability.OutcomeUnknown, e);
        }
    }

    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(Func<RawClients, CancellationToken, Task> call, CancellationToken cancellationToken) =>
        CallAsync(
            async (raw, token) =>
            {
                await call(raw, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    public void Dispose() => _http.Dispose();

    public override string ToString() => $"{BaseAddress.Authority} with {Credential}";

    private static Uri WithTrailingSlash(Uri address) => address.IsAbsoluteUri
        ? new Uri(address.AbsoluteUri.TrimEnd('/') + "/")
        : throw new SequenceValidationException("BaseAddress", "must be an absolute http or https address.");
}
