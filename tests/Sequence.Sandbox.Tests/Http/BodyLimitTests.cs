using System.Diagnostics;
using System.Globalization;
using System.Text;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Http;
using Sequence.Sandbox.Tests.BadInput;
using Sequence.Sandbox.Tests.Faults;

namespace Sequence.Sandbox.Tests.Http;

/// <summary>What a body may hold: bytes, values and levels; more is refused before it costs anything.</summary>
public sealed class BodyLimitTests : ExchangeTest
{
    // A hundred times what it takes, for machines that do much else; work that grows with the square takes longer.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Test]
    public void Every_limit_is_of_an_operation() =>
        Assert.That(BodyLimits.ByOperation.Keys, Is.SubsetOf(Exchange.Operations.Operations.Select(operation => operation.OperationId)));

    [Test]
    public async Task A_length_beyond_the_limit_is_refused_before_a_byte_of_the_body_comes()
    {
        foreach (Operation operation in Exchange.Operations.Operations.Where(operation => operation.Method is "POST" or "PUT" or "PATCH" && operation.IsHandled && TakesBody(operation)))
        {
            using var line = await RawConnection.OpenAsync(Exchange);
            await line.SendAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{operation.Method} {Path(operation)} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Key}\r\nContent-Length: {BodyLimits.Of(operation.OperationId) + 1}\r\n\r\n"));
            string answer = Encoding.UTF8.GetString(await line.ReadAsync());
            Assert.That(answer, Does.StartWith("HTTP/1.1 413").And.Contain("PAYLOAD_TOO_LARGE").And.Contain(BodyLimits.Of(operation.OperationId).ToString(CultureInfo.InvariantCulture)), operation.OperationId);
        }
    }

    [Test]
    public async Task A_chunked_body_is_cut_off_at_the_limit()
    {
        using var line = await RawConnection.OpenAsync(Exchange);
        await line.SendAsync($"POST /v1/kill_switch HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {Key}\r\nTransfer-Encoding: chunked\r\n\r\n");
        string chunk = "4000\r\n" + new string(' ', 0x4000) + "\r\n";
        for (int i = 0; i < 5; i++)
            await line.SendAsync(chunk);

        Assert.That(Encoding.UTF8.GetString(await line.ReadAsync()), Does.StartWith("HTTP/1.1 413").And.Contain("PAYLOAD_TOO_LARGE"));
    }

    [Test]
    public async Task A_body_of_the_limit_is_read()
    {
        string reason = "{\"reason\": \"" + new string('x', BodyLimits.Default - 14) + "\"}";
        Assert.That(reason, Has.Length.EqualTo(BodyLimits.Default));
        Assert.That((bool)(await SendAsync(HttpMethod.Post, "/v1/kill_switch", reason))["engaged"]!);
    }

    [TestCase("{", "\"m{0}\":1", "}", "/v1/orders", 300_000)]
    [TestCase("{", "\"same\":1", "}", "/v1/orders", 300_000)]
    [TestCase("[", "{0}", "]", "/v1/orders", 300_000)]
    [TestCase("{\"nodes\":[", "{{}}", "]}", "/v1/orders", 300_000)]
    [TestCase("{\"nodes\":[{{}}],\"edges\":[", "{{}}", "]}", "/v1/orders", 300_000)]
    [TestCase("{\"positions\":[", "{{\"venue\":\"v{0}\",\"kind\":\"crypto\",\"symbol\":\"A{0}\",\"qty\":1}}", "]}", "/v1/sandbox/positions", 5_000)]
    [TestCase("{\"positions\":[", "{{\"venue\":\"v{0}\",\"kind\":\"crypto\",\"symbol\":\"A{0}\",\"qty\":1}}", "]}", "/v1/sandbox/positions", 35_000)]
    [TestCase("{\"positions\":[", "{{\"venue\":\"kalshi\",\"kind\":\"fiat\",\"symbol\":\"A{0}\",\"qty\":1}}", "]}", "/v1/sandbox/positions", 5_000)]
    [TestCase("{\"symbols\":[", "\"S{0}\"", "]}", "/v1/quotes_batch", 90_000)]
    public async Task Hundreds_of_thousands_of_values_cost_no_time(string start, string value, string end, string path, int count)
    {
        var body = new StringBuilder(start.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal));
        for (int i = 0; i < count; i++)
            body.Append(i > 0 ? "," : "").AppendFormat(CultureInfo.InvariantCulture, value, i);
        body.Append(end);
        using var line = new RawHttp(Exchange, Key);
        long begin = Stopwatch.GetTimestamp();
        RawAnswer answer = await line.SendAsync("POST", path, "application/json", Encoding.UTF8.GetBytes(body.ToString()));
        TimeSpan cost = Stopwatch.GetElapsedTime(begin);
        await TestContext.Out.WriteLineAsync($"{answer.Status} after {cost.TotalMilliseconds:0} ms for {body.Length} bytes: {answer.Body[..Math.Min(200, answer.Body.Length)]}");

        Assert.That(answer.Status, Is.InRange(200, 422));
        Assert.That(cost, Is.LessThan(Soon));
    }

    [TestCase(66_650, false)]
    [TestCase(66_670, true)]
    public async Task The_values_of_a_body_are_counted(int pairs, bool isTooMuch)
    {
        string body = "[" + string.Join(',', Enumerable.Repeat("[0]", pairs)) + "]";
        using var line = new RawHttp(Exchange, Key);
        RawAnswer answer = await line.SendAsync("POST", "/v1/orders", "application/json", Encoding.UTF8.GetBytes($$"""{"nodes": [], "metadata": {{body}}}"""));
        Assert.That((answer.Status, answer.Body.Contains("holds more than 200000 values", StringComparison.Ordinal)), Is.EqualTo((isTooMuch ? 400 : 422, isTooMuch)), answer.Body);
    }

    [Test]
    public async Task The_largest_graph_is_admitted_in_time_and_one_edge_more_is_not()
    {
        string Node(int i) => $$"""{"node_id": "n{{i}}", "instrument": {"symbol": "BTC-USD", "type": "spot"}, "side": "buy", "order_type": {"limit": {"price_1e9": 1000000000} }, "quantity": {"fixed": {"qty_1e8": 1000000} }, "execution": {}, "activation": "{{(i == 0 ? "root" : "wait")}}"}""";
        string Edge(int i) => $$"""{"edge_id": "e{{i}}", "from_node": "n{{i % 999 / (1 + (i / 999))}}", "to_node": "n{{(i % 999) + 1}}", "trigger": "on_full_fill"}""";
        string Graph(int edges) => $$"""{"nodes": [{{string.Join(',', Enumerable.Range(0, 1000).Select(Node))}}], "edges": [{{string.Join(',', Enumerable.Range(0, edges).Select(Edge))}}]}""";
        long begin = Stopwatch.GetTimestamp();
        JToken graph = await SendAsync(HttpMethod.Post, "/v1/orders", Graph(5000));
        TimeSpan cost = Stopwatch.GetElapsedTime(begin);
        await TestContext.Out.WriteLineAsync($"the largest graph: {cost.TotalMilliseconds:0} ms");

        Assert.That(((int)graph["node_count"]!, (int)graph["edge_count"]!), Is.EqualTo((1000, 5000)));
        Assert.That(cost, Is.LessThan(Soon));
        Assert.That((string?)(await FailAsync(HttpMethod.Post, "/v1/orders", System.Net.HttpStatusCode.UnprocessableEntity, Graph(5001)))["details"]![0]!["field"], Is.EqualTo("edges"));
    }

    [TestCase(20, System.Net.HttpStatusCode.OK)]
    [TestCase(21, System.Net.HttpStatusCode.UnprocessableEntity)]
    [TestCase(1000, System.Net.HttpStatusCode.UnprocessableEntity)]
    public async Task A_short_body_does_not_become_a_million_orders(int nodes, System.Net.HttpStatusCode expected)
    {
        string Node(int i) => $$"""{"node_id": "n{{i}}", "instrument": {"symbol": "BTC-USD", "type": "spot"}, "side": "buy", "order_type": "market", "quantity": {"fixed": {"qty_1e8": 1000000} }, "execution": {"pacing": {"uniform": {"num_slices": 1000, "interval_ms": 60000} } }, "activation": "root"}""";
        long begin = Stopwatch.GetTimestamp();
        JToken answer = await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"nodes": [{{string.Join(',', Enumerable.Range(0, nodes).Select(Node))}}], "edges": []}""", expected);
        Assert.That(Stopwatch.GetElapsedTime(begin), Is.LessThan(Soon));
        Assert.That((string?)answer["error"]?["details"]![0]!["field"], Is.EqualTo(expected == System.Net.HttpStatusCode.OK ? null : "nodes"));
    }

    [Test]
    public async Task Too_deep_is_400_and_says_so()
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/orders", System.Net.HttpStatusCode.BadRequest, new string('[', 65) + new string(']', 65));
        Assert.That((string?)error["message"], Does.Contain("nested deeper than 64 levels"));
    }

    [Test]
    public async Task A_member_twice_is_400_and_named()
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/orders", System.Net.HttpStatusCode.BadRequest, """{"symbol": "BTC-USD", "qty": 1, "qty": 2}""");
        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo("qty"));
        Assert.That((string?)error["message"], Does.Contain("has a member twice"));
    }

    [TestCase("""{"symbol": "BTC-USD", "side": "buy", "qty": "much"}""", "qty", "must be a number, but is a text.")]
    [TestCase("""{"symbol": "BTC-USD", "side": ["buy"], "qty": 1}""", "side", "must be a text, but is a list.")]
    [TestCase("""{"nodes": {}}""", "nodes", "must be a list, but is an object.")]
    [TestCase("""{"nodes": [7]}""", "nodes[0]", "must be an object, but is a whole number.")]
    [TestCase("""{"nodes": [{"node_id": "a", "instrument": []}]}""", "nodes[0].instrument", "must be an object, but is a list.")]
    [TestCase("""{"nodes": [{"node_id": "a", "execution": {"horizon_ms": "soon"}}]}""", "nodes[0].execution.horizon_ms", "must be a whole number, but is a text.")]
    [TestCase("""{"nodes": [{"node_id": "a", "execution": {"max_slippage_bps": 5000000000}}]}""", "nodes[0].execution.max_slippage_bps", "is out of range.")]
    public async Task A_member_of_another_shape_is_422_in_the_words_of_the_contract(string body, string field, string problem)
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/orders", System.Net.HttpStatusCode.UnprocessableEntity, body);
        Assert.That(((string?)error["details"]![0]!["field"], (string?)error["details"]![0]!["message"]), Is.EqualTo((field, problem)));
    }

    [Test]
    public async Task A_body_that_is_no_object_is_400_in_the_words_of_the_contract() => Assert.That(
        (string?)(await FailAsync(HttpMethod.Post, "/v1/orders", System.Net.HttpStatusCode.BadRequest, "[]"))["message"], Is.EqualTo("The body must be an object, but is a list."));

    [TestCase("/v1/orders?limit=much", "limit", "'much' is not a whole number.")]
    [TestCase("/v1/positions?include_closed=maybe", "include_closed", "'maybe' is not true or false.")]
    [TestCase("/v1/execution/forecast?symbol=BTC-USD&side=buy&qty=much", "qty", "'much' is not a number.")]
    public async Task A_parameter_of_another_type_is_400_in_the_words_of_the_contract(string path, string field, string problem)
    {
        JToken error = await FailAsync(HttpMethod.Get, path, System.Net.HttpStatusCode.BadRequest);
        Assert.That(((string?)error["details"]![0]!["field"], (string?)error["details"]![0]!["message"]), Is.EqualTo((field, problem)));
    }

    private static bool TakesBody(Operation operation) => operation.Surface.GetMethod(operation.Handler)!.GetParameters().Any(parameter => parameter.Name == "body");

    private static string Path(Operation operation) => ContractExamples.Read()[operation.OperationId] is { } example
        ? example.Path + "?" + string.Join('&', example.Query)
        : operation.Path;
}
