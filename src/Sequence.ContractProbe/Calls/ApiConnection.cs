using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;

namespace Sequence.ContractProbe.Calls;

/// <summary>
/// Sends requests as they are and gives the answers as they come. It shares nothing with the SDK, whose readers
/// forgive what shall be found here. A 429 is waited out.
/// </summary>
internal sealed class ApiConnection : IDisposable
{
    private const string RequestIdHeader = "X-Request-Id";
    private const int MostWaits = 6;
    private const int LargestAnswer = 16 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly ProbeTarget _target;
    private readonly TimeProvider _time;
    private int _requests;

    public ApiConnection(ProbeTarget target, TimeProvider time)
    {
        _target = target;
        _time = time;
    }

    public void Dispose() => _http.Dispose();

    public Task<Answer> SendAsync(ApiRequest request, CancellationToken cancellationToken) => SendAsync(request, ReadAsync, cancellationToken);

    /// <summary>Opens server-sent events, reads the first event or comment, and leaves; the text is empty when none comes in time.</summary>
    public Task<Answer> OpenEventsAsync(ApiRequest request, TimeSpan patience, CancellationToken cancellationToken) =>
        SendAsync(request, (answer, token) => ReadEventAsync(answer, patience, token), cancellationToken);

    /// <summary>0.5, 1, 2, 4, then 8 seconds, or what the server asks for when that is longer.</summary>
    private static TimeSpan Wait(int waits, TimeSpan? asked)
    {
        TimeSpan own = TimeSpan.FromSeconds(0.5 * Math.Min(1 << waits, 16));
        TimeSpan wait = asked > own ? asked.Value : own;
        return wait < LongestWait ? wait : LongestWait;
    }

    private async Task<Answer> SendAsync(ApiRequest request, Func<HttpResponseMessage, CancellationToken, Task<string>> read, CancellationToken cancellationToken)
    {
        for (int waits = 0; ; waits++)
        {
            Answer answer = await TryAsync(request, read, cancellationToken).ConfigureAwait(false);
            if (answer.Status != (int)HttpStatusCode.TooManyRequests || waits == MostWaits)
                return answer;
            await Task.Delay(Wait(waits, answer.RetryAfter), _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Answer> TryAsync(ApiRequest request, Func<HttpResponseMessage, CancellationToken, Task<string>> read, CancellationToken cancellationToken)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"contract-probe-{++_requests}");
        using var deadline = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using HttpRequestMessage message = Message(request, id);
            using HttpResponseMessage answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return new Answer
            {
                Status = (int)answer.StatusCode,
                Text = await read(answer, either.Token).ConfigureAwait(false),
                MediaType = answer.Content.Headers.ContentType?.MediaType,
                RequestId = id,
                EchoedId = answer.Headers.TryGetValues(RequestIdHeader, out IEnumerable<string>? echoed) ? echoed.First() : null,
                RetryAfter = answer.Headers.RetryAfter?.Delta,
            };
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new Answer { Failure = $"no answer within {Patience.TotalSeconds:0} s", RequestId = id };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Answer { Failure = ServerText.Show(e.Message.TrimEnd('.')), RequestId = id };
        }
    }

    private HttpRequestMessage Message(ApiRequest request, string id)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Verb), _target.Http(request.Target));
        message.Headers.Add(RequestIdHeader, id);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("sequence-contract", ToolVersion.Short));
        if (!request.IsAnonymous)
            message.Headers.Authorization = _target.Bearer();
        if (request.Body is { } body)
            message.Content = new StringContent(body.ToString(Formatting.None), Encoding.UTF8, "application/json");
        return message;
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await answer.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken).ConfigureAwait(false);
        return await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> ReadEventAsync(HttpResponseMessage answer, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
            return await ReadAsync(answer, cancellationToken).ConfigureAwait(false);
        // Under another content type the answer is wrong whatever it says, and may never end either.
        if (answer.Content.Headers.ContentType?.MediaType != EventText.MediaType)
            return "";
        using var enough = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false));
            return await EventText.FirstAsync(reader, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // A quiet stream is no fault; what came so far is no whole event.
            return "";
        }
    }
}
