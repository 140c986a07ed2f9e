using System.Reflection;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Wire;

namespace Sequence.Sdk.Tests.Generation;

/// <summary>Shapes that users build on: what they can construct, switch over and print.</summary>
[TestFixture]
public sealed class ShapeTests
{
    private static readonly Assembly Sdk = typeof(SequenceClient).Assembly;

    private static IEnumerable<Type> OpenEnums => Sdk.GetExportedTypes().Where(type => type.IsValueType && type.GetProperty("Known") is not null);

    private static IEnumerable<Type> Models => Sdk.GetExportedTypes().Where(type =>
        type.GetMethod("Describe", BindingFlags.Instance | BindingFlags.NonPublic) is not null || type.GetProperty("AdditionalProperties") is not null);

    [TestCaseSource(nameof(OpenEnums))]
    public void Every_known_value_has_its_case_and_every_case_its_value(Type type)
    {
        Type kind = Sdk.GetType(type.FullName + "Kind", throwOnError: true)!;
        PropertyInfo known = type.GetProperty("Known")!;
        PropertyInfo[] values = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Static)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(values.Select(value => known.GetValue(value.GetValue(null))!.ToString()), Is.EqualTo(values.Select(value => value.Name)));
            Assert.That(Enum.GetNames(kind), Is.EquivalentTo(values.Select(value => value.Name).Append("Unknown")));
            Assert.That(known.GetValue(Activator.CreateInstance(type))!.ToString(), Is.EqualTo("Unknown"));
            Assert.That(known.GetValue(type.GetMethod("Create")!.Invoke(null, ["teleported"]))!.ToString(), Is.EqualTo("Unknown"));
        }
    }

    [Test]
    public void A_switch_with_cases_compiles()
    {
        static string Say(OrderStatus status)
        {
            switch (status.Known)
            {
                case OrderStatusKind.Filled:
                case OrderStatusKind.Completed:
                    return "done";
                case OrderStatusKind.Unknown:
                    return "new word";
                default:
                    return "other";
            }
        }

        Assert.That((Say(OrderStatus.Filled), Say(OrderStatus.Create("X")), Say(OrderStatus.New)), Is.EqualTo(("done", "new word", "other")));
    }

    [Test]
    public void Exceptions_can_be_made_by_hand()
    {
        SequenceException[] made =
        [
            new SequenceApiException(409, "KILL_SWITCH", "engaged") { Operation = "submitOrder" },
            new SequenceNetworkException("no connection", Retryability.AfterBackoff),
            new SequenceDeserializationException("not JSON", "<html>"),
            new SequenceValidationException("qty", "must be above 0."),
            new SequenceCapabilityMissingException("amend", "kalshi", "no such call"),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.Select(e => e.Message), Has.None.Empty);
            Assert.That((made[0].Operation, made[0].Retryability, ((SequenceApiException)made[0]).Details.Count), Is.EqualTo(("submitOrder", Retryability.Never, 0)));
            Assert.That(new BatchCanceledException([]).Completed, Is.Empty);
        }
    }

    [TestCaseSource(nameof(Models))]
    public void Every_model_prints_one_line(Type type)
    {
        if (type.GetConstructor([]) is null)
            return;
        string text = Activator.CreateInstance(type)!.ToString()!;
        Assert.That(text, Is.Not.EqualTo(type.FullName).And.Not.Contain("\n"));
    }

    [Test]
    public async Task Builders_queries_and_results_print_one_line()
    {
        using var wire = new WireRecorder();
        SequenceClient c = wire.Client;
        GraphBuilder graph = c.Graph().Node("a", Node.Buy("A", 1m)).Node("b", Node.Sell("A", 0m).Derived()).Edge("a", "b", Trigger.FullFill);
        SubmitResult submit = await c.Buy("BTC-USD", 0.5m).SubmitAsync();
        object[] all =
        [
            c.Buy("BTC-USD", 0.5m).LimitPrice(75_000m).Venue("coinbase"), c.Batch("v").Buy("A", 1m).Cancel("g"), graph, Node.Sell("A", 2m).Perp(), c.Quote("A"), c.QuotesBatch(["A", "B"]),
            c.Positions().CashOnly(), c.PriceHistory("A"), c.Fees("A"), c.Settlement("s"), c.Markets("kalshi").Search("q"), c.Orders().Symbol("A"), c.Fills(), c.Stream("A").Orders(),
            graph.Validate(), submit, new GraphProblem("f", "m"), new BatchResult(BatchMode.Serial, []),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all[0].ToString(), Is.EqualTo("buy 0.5 BTC-USD at 75000 on coinbase"));
            Assert.That(submit.ToString(), Does.StartWith(submit.GraphId + ": "));
            foreach (object one in all)
                Assert.That(one.ToString(), Is.Not.EqualTo(one.GetType().FullName).And.Not.Empty.And.Not.Contain("\n").And.Not.Contain("System."), one.GetType().Name);
        }
    }

    [Test]
    public void Texts_hold_no_secret_and_no_line_break_of_a_server()
    {
        string credentials = VenueCredentials.ApiKey("key-1", "secret-1", "pass-1", new JObject { ["vault"] = "vault-1" }).ToBody().ToString();
        var quote = new Quote { Symbol = "A\nB", Nbbo = new Nbbo(), Venues = new Dictionary<string, VenueQuote>() };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(credentials, Does.Not.Contain("-1"));
            Assert.That(new ApiKeyCreated { KeyId = "k", ApiKey = "seq_live_00" }.ToString(), Does.Not.Contain("seq_live"));
            Assert.That(new StreamTicket { Ticket = "wst_00" }.ToString(), Does.Not.Contain("wst_00"));
            Assert.That(new RedeemResult { Slug = "s", Note = new string('x', 5_000) + "\r\n" }.ToString(), Has.Length.LessThan(500).And.Not.Contain("\n"));
            Assert.That(quote.ToString(), Does.Not.Contain("\n"));
        }
    }

    [Test]
    public void An_order_that_was_sent_alone_has_one_id_and_a_graph_says_which_nodes_it_has()
    {
        var alone = new SubmitResult { GraphId = "g", NodeCount = 1 };
        SubmitResult several = new SubmitResult { GraphId = "g", NodeCount = 2 }.Of(new SubmitBody { Nodes = [new GraphNode { NodeId = "a" }, new GraphNode { NodeId = "b" }] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(alone.OrderId, Is.EqualTo("graph:g:order:1"));
            Assert.That(several.NodeOrderId("b"), Is.EqualTo("graph:g:b:1"));
            Assert.That(() => several.OrderId, Throws.TypeOf<SequenceValidationException>().With.Message.Contains("a, b"));
            Assert.That(() => several.NodeOrderId("oder"), Throws.TypeOf<SequenceValidationException>().With.Message.Contains("a, b"));
        }
    }

    [Test]
    public async Task An_order_that_is_asked_for_by_its_graph_says_what_to_pass()
    {
        using var wire = new WireRecorder();
        wire.Answer("listOrders", """{"orders":[],"total":0,"limit":50,"offset":0,"has_more":false}""");
        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => wire.Client.GetOrderAsync("graph_ab12")))!;
        Assert.That(error.Message, Does.Contain("SubmitResult.OrderId"));
    }
}
