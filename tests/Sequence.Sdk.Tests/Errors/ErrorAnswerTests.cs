using System.Net;
using NUnit.Framework;
using Sequence.Sdk.Tests.Transport;

namespace Sequence.Sdk.Tests.Errors;

[TestFixture]
public sealed class ErrorAnswerTests
{
    private static readonly string Html = "<html><head><title>502 Bad Gateway</title></head><body>" + new string('.', 500) + "</body></html>";

    private static IEnumerable<TestCaseData> Bodies()
    {
        yield return Body("""{"error": {"code": "RATE_LIMITED", "message": "rate limit exceeded", "request_id": "550e8400"}}""", "RATE_LIMITED", "rate limit exceeded", "550e8400");
        yield return Body("""{"error": "Rate limit exceeded"}""", "", "Rate limit exceeded", null);
        yield return Body("""{"error": {"code": 7, "message": null}}""", "7", """{"code":7,"message":null}""", null);
        yield return Body("""{"detail": "nope"}""", "", """{"detail":"nope"}""", null);
        yield return Body("""{"error": null}""", "", """{"error":null}""", null);
        yield return Body("""["a", 1]""", "", """["a", 1]""", null);
        yield return Body("\"just text\"", "", "\"just text\"", null);
        yield return Body("502 Bad Gateway", "", "502 Bad Gateway", null);
        yield return Body("""{"error": {"code": "CUT""", "", """{"error": {"code": "CUT""", null);
        yield return Body("\uFEFF{\"error\": \"with a mark\"}", "", "with a mark", null);
        yield return Body("", "", "no reason", null);
        yield return Body(Html, "", Html[..200], null);
    }

    [TestCaseSource(nameof(Bodies))]
    public async Task Every_form_of_an_error_is_read(string body, string code, string message, string? requestId)
    {
        SequenceApiException error = await FailAsync(_ => new HttpResponseMessage((HttpStatusCode)422) { ReasonPhrase = "no reason", Content = new StringContent(body) });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((error.Status, error.Code, error.Operation), Is.EqualTo((422, code, "listSymbols")));
            Assert.That(error.Message, Is.EqualTo($"listSymbols failed with 422{(code == "" ? "" : " " + code)}: {message}"));
            Assert.That(error.BodySnippet, Is.EqualTo(body.TrimStart('\uFEFF')[..Math.Min(200, body.TrimStart('\uFEFF').Length)]));
            if (requestId is not null)
                Assert.That(error.RequestId, Is.EqualTo(requestId));
        }
    }

    [Test]
    public async Task The_fields_that_failed_are_listed()
    {
        const string Body = """
            {"error": {"code": "VALIDATION_ERROR", "message": "bad", "details": [{"field": "qty", "message": "too small"}, {"field": "side"}, "odd", null]}}
            """;

        SequenceApiException error = await FailAsync(_ => new HttpResponseMessage((HttpStatusCode)422) { Content = new StringContent(Body) });

        Assert.That(error.Details, Is.EqualTo(new[] { new SequenceErrorDetail("qty", "too small"), new SequenceErrorDetail("side", "") }));
    }

    [Test]
    public async Task The_request_id_comes_from_the_body_else_from_the_answer_else_from_the_request()
    {
        string? sent = null;
        HttpResponseMessage Answer(HttpRequestMessage request, string body, string? header)
        {
            sent = request.Headers.GetValues("X-Request-Id").Single();
            var answer = new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent(body) };
            if (header is not null)
                answer.Headers.Add("X-Request-Id", header);
            return answer;
        }

        const string WithId = """{"error": {"code": "NOT_FOUND", "message": "m", "request_id": "of the body"}}""";
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await FailAsync(r => Answer(r, WithId, "of the header"))).RequestId, Is.EqualTo("of the body"));
            Assert.That((await FailAsync(r => Answer(r, "{}", "of the header"))).RequestId, Is.EqualTo("of the header"));
            Assert.That((await FailAsync(r => Answer(r, "{}", null))).RequestId, Is.EqualTo(sent));
        }
    }

    [Test]
    public async Task An_endless_error_body_is_read_only_so_far()
    {
        var endless = new EndlessStream();

        SequenceApiException error = await FailAsync(_ => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StreamContent(endless) });

        Assert.That(error.BodySnippet, Is.EqualTo(new string('x', 200)));
        Assert.That(endless.Given, Is.LessThanOrEqualTo(64 * 1024));
    }

    [Test]
    public async Task A_message_without_end_is_cut()
    {
        SequenceApiException error = await FailAsync(
            _ => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent($$"""{"error": {"code": "X", "message": "{{new string('y', 50_000)}}"} }""") });

        Assert.That(error.Message, Has.Length.LessThan(1_100));
    }

    [TestCase(400, "X", "listSymbols", Retryability.Never)]
    [TestCase(401, "X", "listSymbols", Retryability.Never)]
    [TestCase(403, "X", "listSymbols", Retryability.Never)]
    [TestCase(404, "X", "listSymbols", Retryability.Never)]
    [TestCase(409, "X", "listSymbols", Retryability.Never)]
    [TestCase(422, "X", "listSymbols", Retryability.Never)]
    [TestCase(501, "X", "listSymbols", Retryability.Never)]
    [TestCase(429, "X", "listSymbols", Retryability.AfterBackoff)]
    [TestCase(408, "", "listSymbols", Retryability.AfterBackoff)]
    [TestCase(500, "X", "listSymbols", Retryability.AfterBackoff)]
    [TestCase(502, "", "listSymbols", Retryability.AfterBackoff)]
    [TestCase(503, "", "listSymbols", Retryability.AfterBackoff)]
    [TestCase(504, "", "listSymbols", Retryability.AfterBackoff)]
    [TestCase(429, "", "clearKillSwitch", Retryability.OutcomeUnknown)]
    [TestCase(404, "", "clearKillSwitch", Retryability.OutcomeUnknown)]
    [TestCase(302, "", "clearKillSwitch", Retryability.OutcomeUnknown)]
    [TestCase(404, "", "listSymbols", Retryability.Never)]
    [TestCase(403, "", "connectVenue", Retryability.AfterBackoff)]
    [TestCase(403, "FORBIDDEN", "connectVenue", Retryability.Never)]
    [TestCase(503, "SERVICE_UNAVAILABLE", "clearKillSwitch", Retryability.AfterBackoff)]
    [TestCase(503, "", "clearKillSwitch", Retryability.OutcomeUnknown)]
    [TestCase(408, "", "clearKillSwitch", Retryability.OutcomeUnknown)]
    [TestCase(500, "INTERNAL_ERROR", "clearKillSwitch", Retryability.OutcomeUnknown)]
    [TestCase(502, "", "clearKillSwitch", Retryability.OutcomeUnknown)]
    [TestCase(504, "", "clearKillSwitch", Retryability.OutcomeUnknown)]
    [TestCase(422, "X", "clearKillSwitch", Retryability.Never)]
    [TestCase(502, "", "connectVenue", Retryability.AfterBackoff)]
    public async Task Each_status_says_what_repeating_would_do(int status, string code, string operation, Retryability expected)
    {
        string body = code.Length == 0 ? "<html>gateway</html>" : $$$"""{"error": {"code": "{{{code}}}", "message": "m"}}""";
        using var stub = new StubHandler((HttpStatusCode)status, body);
        using SequenceClient client = stub.NewClient();
        Func<Task> call = operation switch
        {
            "listSymbols" => () => client.GetSymbolsAsync(),
            "connectVenue" => () => client.ConnectVenueAsync("kraken", VenueCredentials.ApiKey("key", "secret")),
            _ => () => client.ClearKillSwitchAsync(),
        };

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => call()))!;

        Assert.That((error.Operation, error.Retryability), Is.EqualTo((operation, expected)));
    }

    private static async Task<SequenceApiException> FailAsync(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        using var stub = new StubHandler(answer);
        using SequenceClient client = stub.NewClient();
        return (await Assert.ThrowsAsync<SequenceApiException>(() => client.GetSymbolsAsync()))!;
    }

    private static TestCaseData Body(string body, string code, string message, string? requestId) =>
        new TestCaseData(body, code, message, requestId).SetArgDisplayNames(body.Length > 40 ? body[..40] : body);

    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)'x', offset, count);
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
