using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Hosting;

/// <summary>Paths and verbs that lead to the same thing give the same answer.</summary>
public sealed class AliasTests : ExchangeTest
{
    private const string Resting = """{"symbol": "BTC-USD", "side": "buy", "qty": 0.01, "price": 10, "graph_id": "g"}""";

    [TestCase("/v1/positions", "/v1/positions/unified")]
    [TestCase("/v1/positions?kinds=crypto&include_closed=true", "/v1/positions/unified?kinds=crypto&include_closed=true")]
    [TestCase("/v1/credentials", "/v1/venues")]
    [TestCase("/v1/wallets/trading", "/v1/wallets/default")]
    public async Task An_alias_reads_what_its_twin_reads(string path, string alias)
    {
        await SendAsync(HttpMethod.Post, "/v1/orders", """{"symbol": "BTC-USD", "side": "buy", "qty": 0.01}""");
        await SendAsync(HttpMethod.Post, "/v1/wallets/trading/create-turnkey", "{}");
        JToken read = await GetAsync(path);

        Assert.That(JToken.DeepEquals(await GetAsync(alias), read), read.ToString());
    }

    [Test]
    public async Task An_order_by_path_is_the_order_of_the_list()
    {
        JToken listed = (await SubmitAsync())["orders"]!.Single();

        Assert.That(JToken.DeepEquals(await GetAsync($"/v1/orders/{Uri.EscapeDataString((string)listed["node_order_id"]!)}"), listed), listed.ToString());
    }

    [TestCase("/v1/execution_graphs/g")]
    [TestCase("/v1/orders/graph%3Ag%3Aorder%3A1")]
    public async Task An_order_ends_by_its_graph_and_by_its_own_id(string path)
    {
        await SubmitAsync();
        await SendAsync(HttpMethod.Delete, path);

        Assert.That((string?)(await GetAsync("/v1/orders"))["orders"]!.Single()["status"], Is.EqualTo("CANCELLED"));
        Assert.That((string?)(await GetAsync("/v1/execution_graphs/g"))["status"], Is.EqualTo("aborted"));
    }

    [TestCase("/v1/credentials/kraken", """{"api_key": "k", "api_secret": "s"}""")]
    [TestCase("/v1/kill_switch", """{"reason": "runaway"}""")]
    public async Task A_put_answers_as_the_post_does(string path, string body)
    {
        JToken posted = await SendAsync(HttpMethod.Post, path, body);

        Assert.That(JToken.DeepEquals(await SendAsync(HttpMethod.Put, path, body), posted), posted.ToString());
    }

    private async Task<JToken> SubmitAsync()
    {
        await SendAsync(HttpMethod.Post, "/v1/orders", Resting);
        return await GetAsync("/v1/orders");
    }
}
