using System.Net;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>What became of one attempt.</summary>
internal delegate HttpResponseMessage Step(HttpRequestMessage request);

/// <summary>One attempt as it reached the wire.</summary>
internal sealed record SentAttempt(TimeSpan At, string Request, string RequestId, string Body);

/// <summary>Answers one attempt after the other as scripted, the last step for ever, and keeps what was sent and when.</summary>
internal sealed class ScriptedHandler(TimeProvider time, params Step[] steps) : HttpMessageHandler
{
    private readonly long _began = time.GetTimestamp();
    private readonly List<SentAttempt> _attempts = [];

    public IReadOnlyList<SentAttempt> Attempts => _attempts;

    public IReadOnlyList<double> WaitsMs => [.. _attempts.Zip(_attempts.Skip(1), (one, next) => (next.At - one.At).TotalMilliseconds)];

    public SequenceClient NewClient(SequenceClientOptions? options = null, string key = TestKeys.Test)
    {
        options ??= new SequenceClientOptions();
        options.BaseAddress = new Uri("https://script.test");
        options.HttpHandler = this;
        options.TimeProvider = time;
        options.Seed ??= 7;
        return new SequenceClient(key, options);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(CancellationToken.None);
        _attempts.Add(new SentAttempt(
            time.GetElapsedTime(_began), $"{request.Method} {request.RequestUri!.AbsolutePath}", request.Headers.GetValues(RequestIds.Header).Single(), body));
        return steps[Math.Min(_attempts.Count, steps.Length) - 1](request);
    }
}

/// <summary>The steps of scripts.</summary>
internal static class Steps
{
    /// <summary>The connection broke after the request was sent.</summary>
    public static readonly Step Broken = _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset");

    /// <summary>No connection came up.</summary>
    public static readonly Step Refused = _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");

    /// <summary>The headers came, and the body broke off.</summary>
    public static readonly Step BrokenBody = _ => new HttpResponseMessage { Content = new StreamContent(new BreakingStream()) };

    /// <summary>A refusal of the server itself.</summary>
    public static Step Refusal(int status, string code = "CODE") => Answer(status, $$"""{"error": {"code": "{{code}}", "message": "m"} }""");

    /// <summary>An answer of a gateway, which names no code.</summary>
    public static Step Gateway(int status) => Answer(status, "<html>gateway</html>");

    public static Step Ok(string body) => Answer(200, body);

    public static Step Answer(int status, string body, string? retryAfter = null) => _ =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        if (retryAfter is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    };

    private sealed class BreakingStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("broke off");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("broke off");
    }
}
