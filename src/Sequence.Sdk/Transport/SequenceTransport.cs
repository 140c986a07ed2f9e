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
    private readonly NoResponseError _noResponse;
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
        Ids = new IdGenerator(settings.Seed, settings.GraphIdFactory);
        _chain = HandlerChain.Build(settings, Ids);
        _http = NewHttpClient(_chain, disposeHandler: settings.HttpHandler is null);
        _raw = new RawClients(_http);
        _noResponse = new NoResponseError(BaseAddress.Authority, Credential.Redactor);
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
    /// <param name="options">How the call is made; null for the usual way.</param>
    /// <param name="verify">Says why a readable response is not the answer to this request, such as another graph's id; null when it is.</param>
    /// <param name="whenEmpty">The answer that a success without a body stands for; null where such a body is no answer.</param>
    public async Task<T> CallAsync<T>(
        Func<RawClients, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken,
        CallOptions? options = null,
        Func<T, string?>? verify = null,
        Func<T>? whenEmpty = null)
    {
        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
        options ??= CallOptions.Default;
        TimeSpan timeout = Shorter(Timeout, options.Deadline);
        using var deadline = new CancellationTokenSource(timeout, Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var context = CallContext.Begin(Time, timeout, options.Mode, mayBeEmpty: whenEmpty is not null);
        options.Started?.Invoke(context);
        try
        {
            return await ReportedAsync(ReadAsync(), context).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            // The token in the exception is the caller's own, not the one that was linked to it.
            string consequence = context.Outcome == CallOutcome.NotSent ? " before anything was sent." : context.MayHaveActed ? "; the server may have acted." : ".";
            throw new TaskCanceledException("The call was cancelled" + consequence, e, cancellationToken);
        }
        catch (SequenceException e)
        {
            // After a success only the caller's own reading of it fails, such as a list without the row: that stands.
            if (context.Outcome != CallOutcome.Done)
                e.Settle(context.MayHaveActed, OutcomeClassifier.RetryabilityOf(context));
            else if (e is SequenceApiException { RequestId: null } absent)
                absent.RequestId = context.RequestId;
            throw;
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            throw _noResponse.Describe(e, context, deadline.IsCancellationRequested ? timeout : null, _isDisposed);
        }

        async Task<T> ReadAsync()
        {
            try
            {
                T answer = await call(_raw, both.Token).ConfigureAwait(false);
                if ((verify?.Invoke(answer) ?? ProblemOf(context)) is not { } problem)
                    return answer;
                context.Record(AttemptResult.Unreadable);
                throw Foreign(context, problem);
            }
            catch (EmptyResponseException)
            {
                return whenEmpty!();
            }
            catch (SequenceDeserializationException) when (options.TakesAnyShape && context.Outcome == CallOutcome.Done)
            {
                return whenEmpty!();
            }
            catch (SequenceDeserializationException) when (context.Outcome == CallOutcome.Done)
            {
                context.Record(AttemptResult.Unreadable);
                throw;
            }
            finally
            {
                context.Abandon();
            }
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
            await CallAsync((_, token) => call(new RawClients(NewHttpClient(opener, disposeHandler: false)), token), cancellationToken, CallOptions.Streaming)
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

    /// <summary>A body that only the tolerant reader understands is no answer either.</summary>
    private static string? ProblemOf(CallContext context) => context.Outcome == CallOutcome.Done ? null : "the body is not JSON.";

    private static SequenceDeserializationException Foreign(CallContext context, string problem) => new(
        $"The response is not the answer of {context.Call?.OperationId ?? "the call"} to this request: {problem}", string.Empty)
    {
        Operation = context.Call?.OperationId,
    };

    private static TimeSpan Shorter(TimeSpan timeout, TimeSpan? atMost) =>
        atMost is { } limit && (timeout == System.Threading.Timeout.InfiniteTimeSpan || limit < timeout) ? limit : timeout;
}
