using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Torture;

/// <summary>What happens to one attempt of a submit between the client and the exchange.</summary>
internal enum SubmitFault
{
    None, PageAfter, PageBefore, LateDelivery, LimitedAfter, Refusal, FalseBodyAfter, FalseBodyBefore, BrokenAfter, BrokenBefore, NoConnection, SilenceAfter,
}

/// <summary>
/// A bad way to the exchange: at least so many of all attempts meet a fault. Which one depends on the seed, the order's index and the attempt alone,
/// so that the order of the callers changes nothing. "After" means that the exchange has accepted the submit by then.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="percent">How many attempts of 100 meet a fault.</param>
/// <param name="time">The client's clock, on which late deliveries are late.</param>
internal sealed class SubmitFaults(int seed, int percent, TimeProvider time) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private static readonly int[] PageStatuses = [.. Enumerable.Range(400, 52), 499, .. Enumerable.Range(500, 12), .. Enumerable.Range(520, 8)];

    private readonly ConcurrentDictionary<int, int> _attempts = new();
    private readonly ConcurrentBag<Task> _late = [];
    private readonly int[] _met = new int[Enum.GetValues<SubmitFault>().Length];

    /// <summary>How many attempts met each fault.</summary>
    public IReadOnlyList<int> Met => _met;

    /// <summary>The number of an order: its quantity in units of 1e-8, less 100,000.</summary>
    public static int IndexOf(long rawQty) => (int)(rawQty - 100_000);

    /// <summary>Ends when every late delivery has arrived.</summary>
    public Task AllDeliveredAsync() => Task.WhenAll(_late);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Post || !request.RequestUri!.AbsolutePath.EndsWith("/v1/orders", StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken);
        string body = await request.Content!.ReadAsStringAsync(CancellationToken.None);
        int index = IndexOf((long)JObject.Parse(body)["nodes"]![0]!["quantity"]!["fixed"]!["qty_1e8"]!);
        int attempt = _attempts.AddOrUpdate(index, 1, (_, before) => before + 1);
        var chance = new Random(HashCode(seed, index, attempt));
        SubmitFault fault = chance.Next(100) < percent ? (SubmitFault)chance.Next(1, _met.Length) : SubmitFault.None;
        Interlocked.Increment(ref _met[(int)fault]);
        return await MeetAsync(fault, chance, request, body, cancellationToken);
    }

    private async Task<HttpResponseMessage> MeetAsync(SubmitFault fault, Random chance, HttpRequestMessage request, string body, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case SubmitFault.PageAfter:
                await DeliverAsync(request, body);
                return Page(chance);
            case SubmitFault.PageBefore:
                return Page(chance);
            case SubmitFault.LateDelivery:
                _late.Add(DeliverLateAsync(request, body, TimeSpan.FromSeconds(0.5 + (7 * chance.NextDouble()))));
                return Answer(chance.Next(2) == 0 ? 504 : 502, "<html>gateway timeout</html>", "text/html");
            case SubmitFault.LimitedAfter:
                await DeliverAsync(request, body);
                return Answer(429, chance.Next(2) == 0 ? """{"error": "Rate limit exceeded"}""" : "<html>slow down</html>");
            case SubmitFault.Refusal:
                return Refuse(chance);
            case SubmitFault.FalseBodyAfter:
                await DeliverAsync(request, body);
                return FalseBody(chance);
            case SubmitFault.FalseBodyBefore:
                return FalseBody(chance);
            case SubmitFault.BrokenAfter:
                await DeliverAsync(request, body);
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset");
            case SubmitFault.BrokenBefore:
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset");
            case SubmitFault.NoConnection:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
            case SubmitFault.SilenceAfter:
                await DeliverAsync(request, body);
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
                throw new InvalidOperationException("unreachable");
            default:
                return await base.SendAsync(request, cancellationToken);
        }
    }

    private static HttpResponseMessage Page(Random chance)
    {
        int status = PageStatuses[chance.Next(PageStatuses.Length)];
        return Answer(status, $"<html><h1>{status}</h1></html>", "text/html");
    }

    /// <summary>The server itself does not take this delivery; one before it may have been taken, or still be on its way.</summary>
    private static HttpResponseMessage Refuse(Random chance)
    {
        (int status, string code) = chance.Next(5) switch
        {
            0 => (409, "KILL_SWITCH"),
            1 => (429, "RATE_LIMITED"),
            2 => (401, "UNAUTHORIZED"),
            3 => (422, "INSUFFICIENT_BALANCE"),
            _ => (503, "SERVICE_UNAVAILABLE"),
        };
        return Answer(status, $$$"""{"error": {"code": "{{{code}}}", "message": "not now"}}""");
    }

    private static HttpResponseMessage FalseBody(Random chance) => Answer(200, chance.Next(7) switch
    {
        0 => "{}",
        1 => """{"graph_id": null}""",
        2 => """{"graph_id": "somebody-elses", "status": "pending", "node_count": 1, "edge_count": 0}""",
        3 => """{"error": {"code": "INTERNAL_ERROR", "message": "oops"}}""",
        4 => "<html>please log in</html>",
        5 => """{"graph_id": "cut of""",
        _ => "",
    });

    private static HttpResponseMessage Answer(int status, string body, string type = "application/json") =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };

    private static int HashCode(params ReadOnlySpan<int> parts)
    {
        uint hash = 2166136261;
        foreach (int part in parts)
            hash = ((hash ^ (uint)part) * 16777619) ^ (hash >> 13);
        return (int)(hash & int.MaxValue);
    }

    private async Task DeliverLateAsync(HttpRequestMessage request, string body, TimeSpan delay)
    {
        HttpRequestMessage copy = Copy(request, body);
        await Task.Delay(delay, time);
        (await base.SendAsync(copy, CancellationToken.None)).Dispose();
    }

    private async Task DeliverAsync(HttpRequestMessage request, string body) => (await base.SendAsync(Copy(request, body), CancellationToken.None)).Dispose();

    private static HttpRequestMessage Copy(HttpRequestMessage request, string body)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach ((string name, IEnumerable<string> values) in request.Headers)
            copy.Headers.TryAddWithoutValidation(name, values);
        return copy;
    }
}
