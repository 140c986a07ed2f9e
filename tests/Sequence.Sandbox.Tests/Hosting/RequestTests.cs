using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Hosting;

public sealed class RequestTests : ExchangeTest
{
    private const string Hex64 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF";

    [Test]
    public async Task Liveness_needs_no_key()
    {
        using HttpClient stranger = ClientFor(null);
        using HttpResponseMessage answer = await stranger.GetAsync(new Uri("/v1/health/live", UriKind.Relative));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
    }

    [TestCase(null)]
    [TestCase("Basic abc")]
    [TestCase("Bearer")]
    [TestCase("Bearer seq_test_123")]
    [TestCase("Bearer seq_demo_" + Hex64)]
    [TestCase("Bearer seq_test_" + Hex64 + "0")]
    [TestCase("Bearer xseq_test_" + Hex64)]
    public async Task A_missing_or_malformed_key_is_401(string? header)
    {
        Http.DefaultRequestHeaders.Authorization = null;
        if (header is not null)
            Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        JToken error = await FailAsync(HttpMethod.Get, "/v1/health", HttpStatusCode.Unauthorized);

        Assert.That((string?)error["code"], Is.EqualTo("UNAUTHORIZED"));
        Assert.That((string?)error["message"], Does.Not.Contain(Hex64));
    }

    [TestCase("Bearer seq_test_" + Hex64)]
    [TestCase("Bearer seq_live_" + Hex64)]
    [TestCase("bearer seq_live_" + Hex64)]
    public async Task Any_well_formed_key_is_let_in(string header)
    {
        Http.DefaultRequestHeaders.Remove("Authorization");
        Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        Assert.That((string?)(await GetAsync("/v1/health"))["status"], Is.EqualTo("ok"));
    }

    [Test]
    public async Task Each_key_has_an_account_of_its_own()
    {
        string first = (string)(await GetAsync("/v1/account"))["client_id"]!;
        string again = (string)(await GetAsync("/v1/account"))["client_id"]!;
        using HttpClient other = ClientFor(Exchange.NewKey());
        string second = (string)JObject.Parse(await other.GetStringAsync(new Uri("/v1/account", UriKind.Relative)))["client_id"]!;

        Assert.That(again, Is.EqualTo(first));
        Assert.That(second, Is.Not.EqualTo(first));
    }

    [TestCase("/v1/balances")]
    [TestCase("/v1/positions/perp")]
    [TestCase("/v1/portfolio/summary")]
    [TestCase("/v1/parent_orders")]
    [TestCase("/v1/parent_orders/p1/cancel")]
    [TestCase("/v1/nbbo")]
    [TestCase("/v1/ws/market_data")]
    [TestCase("/v1/fills/stream")]
    [TestCase("/v1/algo_orders/stream")]
    [TestCase("/v1/trades/BTC-USD")]
    [TestCase("/v2/orders")]
    [TestCase("/")]
    public async Task An_unknown_or_removed_path_is_404(string path)
    {
        JToken error = await FailAsync(HttpMethod.Get, path, HttpStatusCode.NotFound);

        Assert.That((string?)error["code"], Is.EqualTo("NOT_FOUND"));
    }

    [Test]
    public async Task Another_verb_on_a_known_path_is_405()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/v1/quotes_batch");
        using HttpResponseMessage answer = await Http.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(answer.Content.Headers.Allow.Single(), Is.EqualTo("POST"));
        Assert.That((string?)Parse(await answer.Content.ReadAsStringAsync())["error"]!["code"], Is.EqualTo("METHOD_NOT_ALLOWED"));
    }

    [TestCase("")]
    [TestCase("{\"symbols\": [")]
    [TestCase("{} {}")]
    [TestCase("<xml/>")]
    [TestCase("null")]
    public async Task A_body_that_is_not_JSON_is_400(string body)
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/quotes_batch", HttpStatusCode.BadRequest, body);

        Assert.That((string?)error["code"], Is.EqualTo("BAD_REQUEST"));
    }

    [TestCase("{\"symbols\": \"BTC-USD\"}", "symbols")]
    [TestCase("{\"symbols\": [], \"depth\": \"deep\"}", "depth")]
    [TestCase("{\"symbols\": [{}]}", "symbols[0]")]
    public async Task A_member_of_another_type_is_422_and_named(string body, string field)
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/quotes_batch", HttpStatusCode.UnprocessableEntity, body);

        Assert.That((string?)error["code"], Is.EqualTo("VALIDATION_ERROR"));
        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo(field));
    }

    [TestCase("depth=ten")]
    [TestCase("nowait=maybe")]
    public async Task A_query_value_of_another_type_is_400_and_named(string query)
    {
        JToken error = await FailAsync(HttpMethod.Get, "/v1/quotes/BTC-USD?" + query, HttpStatusCode.BadRequest);

        Assert.That((string?)error["code"], Is.EqualTo("INVALID_PARAMS"));
        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo(query.Split('=')[0]));
    }

    [Test]
    public async Task A_whole_url_reaches_the_handler_as_one_symbol()
    {
        JToken error = await FailAsync(HttpMethod.Get, "/v1/quotes/https%3A%2F%2Fpolymarket.com%2Fevent%2Fa-b", HttpStatusCode.NotFound);

        Assert.That((string?)error["message"], Does.Contain("'https://polymarket.com/event/a-b'"));
    }

    [Test]
    public async Task A_request_id_of_the_caller_comes_back_in_header_and_envelope()
    {
        string id = new('x', 128);
        (string header, string envelope) = await RequestIdsAsync(id);

        Assert.That(header, Is.EqualTo(id));
        Assert.That(envelope, Is.EqualTo(id));
    }

    [TestCase("GET", "/v1/quotes/BTC-USD?depth=ten", null, 400)]
    [TestCase("GET", "/v1/stream?ticket=wst_none", "", 401)]
    [TestCase("GET", "/v1/stream", null, 400)]
    [TestCase("DELETE", "/v1/deployments/none", null, 404)]
    [TestCase("DELETE", "/v1/quotes_batch", null, 405)]
    [TestCase("POST", "/v1/api_keys", "{}", 422)]
    public async Task Every_refusal_carries_the_request_id_of_the_caller_in_header_and_envelope(string verb, string path, string? body, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        request.Headers.Add("X-Request-Id", "mine");
        if (body is { Length: > 0 })
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpClient anonymous = ClientFor(null);
        using HttpResponseMessage answer = await (body is "" ? anonymous : Http).SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(answer.Headers.GetValues("X-Request-Id"), Is.EqualTo(["mine"]));
        Assert.That((string?)Parse(await answer.Content.ReadAsStringAsync())["error"]!["request_id"], Is.EqualTo("mine"));
    }

    [Test]
    public async Task Without_a_usable_request_id_the_server_makes_one_that_its_seed_repeats()
    {
        (string header, string envelope) = await RequestIdsAsync(new string('x', 129));
        await using SandboxExchange twin = await SandboxExchange.StartAsync(Options);
        using var client = new HttpClient { BaseAddress = twin.BaseAddress };
        using HttpResponseMessage answer = await client.GetAsync(new Uri("/v1/nothing", UriKind.Relative));

        Assert.That(Guid.Parse(header).Version, Is.EqualTo(4));
        Assert.That(envelope, Is.EqualTo(header));
        Assert.That(answer.Headers.GetValues("X-Request-Id"), Is.EqualTo(new[] { header }));
    }

    [Test]
    public async Task An_answer_of_success_carries_the_request_id_too()
    {
        using HttpResponseMessage answer = await Http.GetAsync(new Uri("/v1/health/live", UriKind.Relative));

        Assert.That(answer.Headers.GetValues("X-Request-Id").Single(), Has.Length.EqualTo(36));
    }

    private async Task<(string Header, string Envelope)> RequestIdsAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/nothing");
        request.Headers.Add("X-Request-Id", id);
        using HttpResponseMessage answer = await Http.SendAsync(request);
        JToken error = Parse(await answer.Content.ReadAsStringAsync())["error"]!;
        return (answer.Headers.GetValues("X-Request-Id").Single(), (string)error["request_id"]!);
    }
}
