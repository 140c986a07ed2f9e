using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Endpoints;

public sealed class ApiKeyTests : ExchangeTest
{
    [TestCase(true, "seq_test_")]
    [TestCase(false, "seq_live_")]
    public async Task A_new_key_is_of_the_asked_kind_and_belongs_to_the_same_client(bool sandbox, string prefix)
    {
        JToken created = await CreateAsync("second", sandbox);
        string key = (string)created["api_key"]!;

        Assert.That(key, Does.Match($"^{prefix}[0-9a-f]{{64}}$"));
        Assert.That((string?)created["label"], Is.EqualTo("second"));
        Assert.That(await ClientIdAsync(key), Is.EqualTo(await ClientIdAsync(Key)));
    }

    [Test]
    public async Task The_list_has_every_key_and_no_secret()
    {
        JToken created = await CreateAsync("second", sandbox: false);
        JToken keys = await GetAsync("/v1/api_keys");

        Assert.That(keys.Select(key => (bool)key["sandbox"]!), Is.EqualTo([true, false]));
        Assert.That((string?)keys[1]!["key_id"], Is.EqualTo((string?)created["key_id"]));
        Assert.That(keys.ToString(), Does.Not.Contain("seq_"));
    }

    [Test]
    public async Task Keys_of_a_kind_share_orders_and_the_other_kind_has_its_own()
    {
        string test = (string)(await CreateAsync("test", sandbox: true))["api_key"]!;
        string live = (string)(await CreateAsync("live", sandbox: false))["api_key"]!;
        await SendAsync(HttpMethod.Post, "/v1/orders", """{"symbol": "BTC-USD", "side": "buy", "qty": 0.01, "price": 10}""");

        Assert.That(await CountOrdersAsync(test), Is.EqualTo(1));
        Assert.That(await CountOrdersAsync(live), Is.Zero);
    }

    [Test]
    public async Task Rotating_makes_the_old_key_worthless_at_once_and_keeps_the_id()
    {
        JToken created = await CreateAsync("second", sandbox: true);
        JToken rotated = await SendAsync(HttpMethod.Post, $"/v1/api_keys/{created["key_id"]}/rotate");
        string old = (string)created["api_key"]!;

        Assert.That(rotated["key_id"], Is.EqualTo(created["key_id"]));
        Assert.That((string?)rotated["api_key"], Is.Not.EqualTo(old));
        Assert.That(await StatusAsync(old), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await ClientIdAsync((string)rotated["api_key"]!), Is.EqualTo(await ClientIdAsync(Key)));
        Assert.That(await GetAsync("/v1/api_keys"), Has.Exactly(2).Items);
    }

    [Test]
    public async Task A_revoked_key_is_401_from_then_on_and_opens_no_new_account()
    {
        JToken created = await CreateAsync("second", sandbox: true);
        JToken revoked = await SendAsync(HttpMethod.Delete, $"/v1/api_keys/{created["key_id"]}");

        Assert.That((bool)revoked["revoked"]!);
        Assert.That(await StatusAsync((string)created["api_key"]!), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await GetAsync("/v1/api_keys"), Has.Exactly(1).Items);
        await FailAsync(HttpMethod.Delete, $"/v1/api_keys/{created["key_id"]}", HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_client_can_revoke_the_very_key_that_it_uses()
    {
        string id = (string)(await GetAsync("/v1/api_keys"))[0]!["key_id"]!;
        await SendAsync(HttpMethod.Delete, $"/v1/api_keys/{id}");

        JToken error = await FailAsync(HttpMethod.Get, "/v1/account", HttpStatusCode.Unauthorized);
        Assert.That((string?)error["code"], Is.EqualTo("UNAUTHORIZED"));
    }

    [Test]
    public async Task An_unknown_key_id_and_that_of_another_client_are_404()
    {
        string id = (string)(await GetAsync("/v1/api_keys"))[0]!["key_id"]!;
        using HttpClient stranger = ClientFor(Exchange.NewKey());
        using HttpResponseMessage answer = await stranger.DeleteAsync(new Uri($"/v1/api_keys/{id}", UriKind.Relative));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        await FailAsync(HttpMethod.Post, "/v1/api_keys/none/rotate", HttpStatusCode.NotFound);
        await FailAsync(HttpMethod.Delete, "/v1/api_keys/none", HttpStatusCode.NotFound);
    }

    [TestCase("""{"sandbox": true}""", "label")]
    [TestCase("""{"label": "", "sandbox": true}""", "label")]
    [TestCase("""{"label": "x"}""", "sandbox")]
    public async Task A_body_without_label_or_flag_is_422(string body, string field)
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/api_keys", HttpStatusCode.UnprocessableEntity, body);

        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo(field));
    }

    [Test]
    public async Task A_live_key_of_the_client_may_not_control_its_paper_account()
    {
        string live = (string)(await CreateAsync("live", sandbox: false))["api_key"]!;
        Http.DefaultRequestHeaders.Authorization = new("Bearer", live);

        JToken error = await FailAsync(HttpMethod.Post, "/v1/sandbox/reset", HttpStatusCode.Forbidden);
        Assert.That((string?)error["code"], Is.EqualTo("FORBIDDEN"));
    }

    private Task<JToken> CreateAsync(string label, bool sandbox) =>
        SendAsync(HttpMethod.Post, "/v1/api_keys", new JObject { ["label"] = label, ["sandbox"] = sandbox }.ToString());

    private async Task<string> ClientIdAsync(string key) => (string)(await ReadAsync(key, "/v1/account"))["client_id"]!;

    private async Task<int> CountOrdersAsync(string key) => (await ReadAsync(key, "/v1/orders"))["orders"]!.Count();

    private async Task<JToken> ReadAsync(string key, string path)
    {
        using HttpClient client = ClientFor(key);
        return Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative)));
    }

    private async Task<HttpStatusCode> StatusAsync(string key)
    {
        using HttpClient client = ClientFor(key);
        using HttpResponseMessage answer = await client.GetAsync(new Uri("/v1/account", UriKind.Relative));
        return answer.StatusCode;
    }
}
