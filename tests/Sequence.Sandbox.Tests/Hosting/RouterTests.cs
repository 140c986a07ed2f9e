using NUnit.Framework;
using Sequence.Sandbox.Hosting;
using Sequence.Sandbox.Http;

namespace Sequence.Sandbox.Tests.Hosting;

public sealed class RouterTests
{
    private static readonly Router Router = new(
    [
        Operation("get", "GET", "/v1/quotes/{symbol}"),
        Operation("node", "PUT", "/v1/graphs/{graph_id}/nodes/{node_id}"),
        Operation("all", "GET", "/v1/positions"),
        Operation("unified", "GET", "/v1/positions/unified"),
        Operation("one", "GET", "/v1/positions/{id}"),
        Operation("drop", "DELETE", "/v1/positions/{id}"),
    ]);

    [TestCase("/v1/quotes/BTC-USD", "BTC-USD")]
    [TestCase("/v1/quotes/BTC-USD?depth=5", "BTC-USD")]
    [TestCase("/v1/quotes/KXBTCZ%3AYES", "KXBTCZ:YES")]
    [TestCase("/v1/quotes/KXBTCZ:YES", "KXBTCZ:YES")]
    [TestCase("/v1/quotes/https%3A%2F%2Fpolymarket.com%2Fevent%2Fa-b", "https://polymarket.com/event/a-b")]
    [TestCase("/v1/quotes/https%3a%2f%2fpolymarket.com%2fevent%2fa-b%3Fx=1", "https://polymarket.com/event/a-b?x=1")]
    [TestCase("/v1/quotes/a%252Fb", "a%2Fb")]
    [TestCase("/v1/quotes/a+b", "a+b")]
    [TestCase("/v1/quotes/%C3%A9", "é")]
    [TestCase("http://127.0.0.1:80/v1/quotes/BTC-USD?x=/", "BTC-USD")]
    public void A_segment_is_decoded_once_and_after_the_split(string target, string symbol)
    {
        RouteMatch match = Router.Match("GET", target);

        Assert.That(match.Operation?.OperationId, Is.EqualTo("get"));
        Assert.That(match.Values, Is.EqualTo(new[] { KeyValuePair.Create("symbol", symbol) }));
    }

    [Test]
    public void Every_parameter_of_a_path_is_named()
    {
        RouteMatch match = Router.Match("PUT", "/v1/graphs/g%201/nodes/n");

        Assert.That(match.Values, Is.EqualTo(new[] { KeyValuePair.Create("graph_id", "g 1"), KeyValuePair.Create("node_id", "n") }));
    }

    [TestCase("GET", "unified")]
    [TestCase("DELETE", "drop")]
    public void A_literal_segment_wins_where_it_knows_the_verb(string method, string operation) =>
        Assert.That(Router.Match(method, "/v1/positions/unified").Operation?.OperationId, Is.EqualTo(operation));

    [TestCase("/v1/quotes")]
    [TestCase("/v1/quotes/")]
    [TestCase("/v1/quotes/a/b")]
    [TestCase("/v1/positions/")]
    [TestCase("/V1/positions")]
    [TestCase("/")]
    [TestCase("*")]
    [TestCase("http://127.0.0.1")]
    public void A_path_of_no_operation_is_unknown(string target)
    {
        RouteMatch match = Router.Match("GET", target);

        Assert.That(match.Operation, Is.Null);
        Assert.That(match.OtherMethods, Is.Empty);
    }

    [Test]
    public void A_known_path_names_the_verbs_that_it_takes()
    {
        RouteMatch match = Router.Match("PATCH", "/v1/positions/7");

        Assert.That(match.Operation, Is.Null);
        Assert.That(match.OtherMethods.Order(), Is.EqualTo<string>(["DELETE", "GET"]));
    }

    private static Operation Operation(string id, string method, string path) =>
        new(id, method, path, typeof(RouterTests), id, OperationAccess.Anonymous, true, _ => Task.FromResult<object?>(null));
}
