using System.Net;
using System.Security.Authentication;
using System.Text;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>The table of outcomes: what one attempt proves, and what a call over several attempts proves.</summary>
[TestFixture]
public sealed class OutcomeClassifierTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [TestCase(400, CallOutcome.Refused)]
    [TestCase(401, CallOutcome.Refused)]
    [TestCase(404, CallOutcome.Refused)]
    [TestCase(407, CallOutcome.Refused)]
    [TestCase(408, CallOutcome.Ambiguous)]
    [TestCase(409, CallOutcome.Refused)]
    [TestCase(422, CallOutcome.Refused)]
    [TestCase(429, CallOutcome.Refused)]
    [TestCase(499, CallOutcome.Refused)]
    [TestCase(399, CallOutcome.Ambiguous)]
    [TestCase(500, CallOutcome.Ambiguous)]
    [TestCase(501, CallOutcome.Refused)]
    [TestCase(502, CallOutcome.Ambiguous)]
    [TestCase(503, CallOutcome.Refused)]
    [TestCase(504, CallOutcome.Ambiguous)]
    [TestCase(505, CallOutcome.Refused)]
    [TestCase(506, CallOutcome.Ambiguous)]
    [TestCase(599, CallOutcome.Ambiguous)]
    public void A_refusal_has_a_code_and_a_status_of_the_server(int status, object outcome)
    {
        AttemptResult coded = Response(status, "CODE"), page = OutcomeClassifier.OfResponse(Message(status), "<html>"u8, isRead: false, Now);

        Assert.That((coded.Outcome, coded.Status, coded.Reason, coded.Answer!.Code), Is.EqualTo(((CallOutcome)outcome, status, $"{status}", "CODE")));
        Assert.That((page.Outcome, page.IsFinal, page.IsAbsence, page.Answer!.Message), Is.EqualTo((CallOutcome.Ambiguous, false, false, "<html>")));
    }

    [TestCase(400, null, false, false)]
    [TestCase(408, null, false, true)]
    [TestCase(418, null, false, false)]
    [TestCase(418, "2", true, true)]
    [TestCase(429, null, true, true)]
    [TestCase(500, null, false, true)]
    [TestCase(501, null, false, false)]
    [TestCase(502, null, true, true)]
    [TestCase(503, null, true, true)]
    [TestCase(504, null, true, true)]
    [TestCase(505, null, false, false)]
    [TestCase(506, null, false, true)]
    [TestCase(599, "2", false, true)]
    public void Some_refusals_pass_and_fewer_are_repeated(int status, string? retryAfter, bool isRetried, bool isTransient)
    {
        AttemptResult attempt = Response(status, "CODE", retryAfter: retryAfter);

        Assert.That((attempt.IsRetried, attempt.IsTransient), Is.EqualTo((isRetried, isTransient)));
        Assert.That(attempt.RetryAfter, Is.EqualTo(retryAfter is null ? (TimeSpan?)null : TimeSpan.FromSeconds(2)));
    }

    [TestCase(400, "BAD_REQUEST", "m", true)]
    [TestCase(400, "INVALID_PARAMS", "m", true)]
    [TestCase(422, "VALIDATION_ERROR", "m", true)]
    [TestCase(400, "INSUFFICIENT_BALANCE", "m", false)]
    [TestCase(422, "CONFLICT", "m", false)]
    [TestCase(404, "BAD_REQUEST", "m", false)]
    [TestCase(409, "CONFLICT", "m", true)]
    [TestCase(409, "CONFLICT", "the KILL switch is engaged", false)]
    [TestCase(409, "BAD_REQUEST", "m", false)]
    [TestCase(500, "BAD_REQUEST", "m", false)]
    public void Only_a_refusal_of_the_request_as_such_is_final(int status, string code, string message, bool isFinal) =>
        Assert.That(Response(status, code, message).IsFinal, Is.EqualTo(isFinal));

    [TestCase(404, "NOT_FOUND", true)]
    [TestCase(404, "ROUTE", false)]
    [TestCase(410, "NOT_FOUND", false)]
    public void Absence_is_the_servers_own_not_found(int status, string code, bool isAbsence)
    {
        Assert.That(Response(status, code).IsAbsence, Is.EqualTo(isAbsence));
        Assert.That(OutcomeClassifier.IsAbsence(Error(status, code, Retryability.Never)), Is.EqualTo(isAbsence));
    }

    [Test]
    public void A_search_ends_when_the_server_itself_refuses_to_tell()
    {
        Assert.That(OutcomeClassifier.EndsSearch(Error(401, "UNAUTHORIZED", Retryability.Never)), Is.True);
        Assert.That(OutcomeClassifier.EndsSearch(Error(401, "", Retryability.Never)), Is.False);
        Assert.That(OutcomeClassifier.EndsSearch(Error(503, "BUSY", Retryability.AfterBackoff)), Is.False);
        Assert.That(OutcomeClassifier.EndsSearch(new SequenceNetworkException("m", Retryability.Never)), Is.False);
        Assert.That(OutcomeClassifier.IsAbsence(new SequenceNetworkException("m", Retryability.Never)), Is.False);
    }

    [TestCase("", CallOutcome.Done, null)]
    [TestCase("{}", CallOutcome.Done, null)]
    [TestCase("<html>", CallOutcome.Ambiguous, "200 with no JSON")]
    [TestCase("""{"error": {"code": "BUSY", "message": "m"}}""", CallOutcome.Ambiguous, "200 with an error")]
    [TestCase("""{"error": {"code": "VALIDATION_ERROR", "message": "m"}}""", CallOutcome.Refused, "200 with an error")]
    public void A_success_needs_a_body_that_can_be_the_servers(string body, object outcome, string? reason)
    {
        AttemptResult attempt = OutcomeClassifier.OfResponse(Message(200), Encoding.UTF8.GetBytes(body), isRead: false, Now);

        bool isTransient = (CallOutcome)outcome == CallOutcome.Ambiguous, isFinal = (CallOutcome)outcome == CallOutcome.Refused;
        Assert.That((attempt.Outcome, attempt.Status, attempt.Reason), Is.EqualTo(((CallOutcome)outcome, 200, reason ?? "done")));
        Assert.That((attempt.IsTransient, attempt.IsRetried, attempt.IsFinal, attempt.IsAbsence), Is.EqualTo((isTransient, isTransient, isFinal, false)));
    }

    [TestCase(HttpRequestError.NameResolutionError, true)]
    [TestCase(HttpRequestError.ConnectionError, true)]
    [TestCase(HttpRequestError.SecureConnectionError, true)]
    [TestCase(HttpRequestError.ProxyTunnelError, true)]
    [TestCase(HttpRequestError.ResponseEnded, false)]
    [TestCase(HttpRequestError.HttpProtocolError, false)]
    public void Only_a_missing_connection_proves_that_nothing_was_sent(HttpRequestError kind, bool isUnsent)
    {
        AttemptResult attempt = OutcomeClassifier.OfError(new HttpRequestException(kind));

        Assert.That((attempt.Outcome, attempt.Reason, attempt.Status), Is.EqualTo((isUnsent ? CallOutcome.NotSent : CallOutcome.Ambiguous, kind.ToString(), (int?)null)));
        Assert.That((attempt.IsTransient, attempt.IsRetried), Is.EqualTo((true, true)));
    }

    [Test]
    public void An_error_without_a_kind_is_named_by_its_type_and_a_certificate_is_final()
    {
        Assert.That(OutcomeClassifier.OfError(new HttpRequestException("m")).Reason, Is.EqualTo("HttpRequestException"));
        Assert.That(OutcomeClassifier.OfError(new IOException("m")).Reason, Is.EqualTo("IOException"));
        AttemptResult refused = OutcomeClassifier.OfError(new HttpRequestException(HttpRequestError.SecureConnectionError, "m", new AuthenticationException("m")));
        Assert.That((refused.Outcome, refused.IsTransient, refused.IsRetried), Is.EqualTo((CallOutcome.NotSent, false, false)));
    }

    [Test]
    public void A_call_is_what_its_attempts_prove_together()
    {
        AttemptResult final = Response(409, "CONFLICT"), busy = Response(503, "BUSY"), unsent = OutcomeClassifier.OfError(new HttpRequestException(HttpRequestError.ConnectionError));

        Assert.That(OutcomeClassifier.Combine(true, false, AttemptResult.Done), Is.EqualTo(CallOutcome.Ambiguous));
        Assert.That(OutcomeClassifier.Combine(true, false, null), Is.EqualTo(CallOutcome.Ambiguous));
        Assert.That(OutcomeClassifier.Combine(false, false, null), Is.EqualTo(CallOutcome.NotSent));
        Assert.That(OutcomeClassifier.Combine(false, true, null), Is.EqualTo(CallOutcome.Ambiguous));
        Assert.That(OutcomeClassifier.Combine(false, true, AttemptResult.Done), Is.EqualTo(CallOutcome.Done));
        Assert.That(OutcomeClassifier.Combine(false, true, final), Is.EqualTo(CallOutcome.Refused));
        Assert.That(OutcomeClassifier.Combine(false, true, busy), Is.EqualTo(CallOutcome.Ambiguous));
        Assert.That(OutcomeClassifier.Combine(false, false, busy), Is.EqualTo(CallOutcome.Refused));
        Assert.That(OutcomeClassifier.Combine(false, true, unsent), Is.EqualTo(CallOutcome.Ambiguous));
        Assert.That(OutcomeClassifier.Combine(false, false, unsent), Is.EqualTo(CallOutcome.NotSent));
    }

    [Test]
    public void Only_what_can_do_no_harm_is_repeated()
    {
        var idempotent = new RawCall("op", IsIdempotent: true, false, false);
        RawCall once = idempotent with { IsIdempotent = false };
        AttemptResult doubtful = OutcomeClassifier.OfError(new IOException("m")), unsent = OutcomeClassifier.OfError(new HttpRequestException(HttpRequestError.ConnectionError));

        Assert.That((OutcomeClassifier.MayRepeat(idempotent, doubtful), OutcomeClassifier.MayRepeat(once, doubtful), OutcomeClassifier.MayRepeat(null, doubtful)), Is.EqualTo((true, false, false)));
        Assert.That((OutcomeClassifier.MayRepeat(once, unsent), OutcomeClassifier.MayRepeat(null, unsent)), Is.EqualTo((true, true)));
        Assert.That(OutcomeClassifier.MayRepeat(idempotent, Response(400, "CODE")), Is.False);
    }

    [Test]
    public void A_delete_that_finds_nothing_after_doubt_is_done()
    {
        AttemptResult absent = Response(404, "NOT_FOUND");

        Assert.That(OutcomeClassifier.IsDeletedBefore(HttpMethod.Delete, absent, hasDoubt: true), Is.True);
        Assert.That(OutcomeClassifier.IsDeletedBefore(HttpMethod.Delete, absent, hasDoubt: false), Is.False);
        Assert.That(OutcomeClassifier.IsDeletedBefore(HttpMethod.Post, absent, hasDoubt: true), Is.False);
        Assert.That(OutcomeClassifier.IsDeletedBefore(HttpMethod.Delete, Response(404, "ROUTE"), hasDoubt: true), Is.False);
    }

    [TestCase("GET", true, 404, "", Retryability.Never)]
    [TestCase("GET", true, 500, "", Retryability.AfterBackoff)]
    [TestCase("GET", true, null, "", Retryability.AfterBackoff)]
    [TestCase("POST", true, 404, "", Retryability.AfterBackoff)]
    [TestCase("POST", false, 404, "", Retryability.OutcomeUnknown)]
    [TestCase("POST", false, 404, "CODE", Retryability.Never)]
    [TestCase("POST", false, 429, "CODE", Retryability.AfterBackoff)]
    public void What_a_failure_means_follows_from_its_outcome(string method, bool isIdempotent, int? status, string code, Retryability retryability)
    {
        CallContext context = Begin(method, isIdempotent);
        context.MarkSent();
        context.Record(status is int answered ? Response(answered, code) : OutcomeClassifier.OfError(new IOException("m")));

        Assert.That(OutcomeClassifier.RetryabilityOf(context), Is.EqualTo(retryability));
    }

    [Test]
    public void A_call_knows_what_is_out_and_what_came_back()
    {
        CallContext context = Begin("POST", isIdempotent: false);
        Assert.That((context.Outcome, context.MayHaveActed, context.Attempts, context.IsRead, context.MayBeEmpty), Is.EqualTo((CallOutcome.NotSent, false, 0, false, false)));
        Assert.That(OutcomeClassifier.RetryabilityOf(context), Is.EqualTo(Retryability.AfterBackoff));
        context.Abandon();
        Assert.That((context.Outcome, context.Last), Is.EqualTo((CallOutcome.NotSent, (AttemptResult?)null)), "Nothing was out.");
        context.WaitForPermit();
        Assert.That(context.AwaitsPermit, Is.True);
        context.MarkSent();
        context.Answered(200);
        Assert.That((context.Outcome, context.MayHaveActed, context.Attempts, context.AwaitsPermit, context.Status), Is.EqualTo((CallOutcome.Ambiguous, true, 1, false, (int?)200)));
        context.MarkSent();
        Assert.That((context.Attempts, context.Status), Is.EqualTo((2, (int?)null)));
        context.Abandon();
        Assert.That((context.Last!.Reason, context.Last.IsTransient, context.HasDoubt), Is.EqualTo(("abandoned", true, true)));
        context.Record(Response(401, "CODE"));
        Assert.That((context.Outcome, context.HasDoubt), Is.EqualTo((CallOutcome.Ambiguous, true)));
    }

    [Test]
    public void A_read_never_acts()
    {
        CallContext context = Begin("GET", isIdempotent: true);
        context.MarkSent();

        Assert.That((context.IsRead, context.Outcome, context.MayHaveActed), Is.EqualTo((true, CallOutcome.Ambiguous, false)));
    }

    [Test]
    public void The_deadline_runs_from_the_beginning()
    {
        var time = new DirectTime();
        CallContext limited = CallContext.Begin(time, TimeSpan.FromSeconds(5), CallMode.Default, mayBeEmpty: true);
        CallContext endless = CallContext.Begin(time, Timeout.InfiniteTimeSpan, CallMode.SingleAttempt);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.That((limited.Left, endless.Left), Is.EqualTo((TimeSpan.FromSeconds(3), TimeSpan.MaxValue)));
        Assert.That((limited.MayBeEmpty, endless.Mode), Is.EqualTo((true, CallMode.SingleAttempt)));
        Assert.That(CallContext.Current, Is.SameAs(endless));
    }

    private static CallContext Begin(string method, bool isIdempotent)
    {
        CallContext context = CallContext.Begin(new DirectTime(), TimeSpan.FromSeconds(5), CallMode.Default);
        using var request = new HttpRequestMessage(new HttpMethod(method), "https://script.test");
        request.Options.Set(RawCall.Key, new RawCall("op", isIdempotent, false, false));
        context.Enter(request);
        return context;
    }

    private static AttemptResult Response(int status, string code, string message = "m", string? retryAfter = null)
    {
        using HttpResponseMessage response = Message(status);
        if (retryAfter is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return OutcomeClassifier.OfResponse(response, Encoding.UTF8.GetBytes($$"""{"error": {"code": "{{code}}", "message": "{{message}}"} }"""), isRead: false, Now);
    }

    private static HttpResponseMessage Message(int status) => new((HttpStatusCode)status);

    private static SequenceApiException Error(int status, string code, Retryability retryability) => new(status, code, "m", null, [], "", retryability);
}
