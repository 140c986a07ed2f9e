namespace Sequence.Contract.Tests.Layout;

/// <summary>What the layers may use of the network and of other assemblies.</summary>
public sealed class BoundaryTests
{
    private static readonly string[] Ladder = ["Connect", "See", "Trade", "Orchestrate", "Automate", "Monitor", "Account"];

    private static readonly string[] Network =
        ["System.Net.Http.", "System.Net.WebSockets.", "System.Net.Sockets.", "Websocket.Client.", "Microsoft.Extensions.Http."];

    private static readonly string[] HttpMessages =
        ["System.Net.Http.HttpClient", "System.Net.Http.HttpRequestMessage", "System.Net.Http.HttpResponseMessage"];

    private static AssemblyGraph Sdk => Products.Graph("Sequence.Sdk");

    [Test]
    public void The_graph_sees_uses_of_every_kind()
    {
        AssemblyGraph sdk = Sdk;
        Assert.That(sdk.Uses, Has.Some.Matches<Use>(use => use is { User: "Sequence.Sdk.OrderBuilder", Used: "Sequence.Sdk.OrderTermsBuilder`1" }), "base type");
        Assert.That(sdk.Uses, Has.Some.Matches<Use>(use => use is { User: "Sequence.Sdk.SequenceClient", From: AssemblyGraph.Top, Used: "Sequence.Sdk.IOrderSource" }), "interface");
        Assert.That(sdk.Uses, Has.Some.Matches<Use>(use => use is { User: "Sequence.Sdk.Transport.CallContext", Used: "Sequence.Sdk.Transport.CallMode" }), "enumeration");
        Assert.That(sdk.Uses, Has.Some.Matches<Use>(use => use is { User: "Sequence.Sdk.OrdersPage", Used: "Sequence.Sdk.OrdersPageConverter" }), "attribute");
        Assert.That(sdk.Uses, Has.Some.Matches<Use>(use => use is { User: "Sequence.Sdk.SequenceClient", From: "Trade", To: "Generation" }), "body of a part of a partial class");
        Assert.That(sdk.Uses, Has.Some.Matches<Use>(use => use is { User: "Sequence.Sdk.SequenceClient", From: "Live", To: "Trade", Used: "Sequence.Sdk.SequenceClient" }), "call of another part");
        Assert.That(sdk.ExternalUses, Has.Some.Matches<ExternalUse>(use => use is { From: "Transport" } && IsNetwork(use)), "another assembly");
    }

    [Test]
    public void The_ladder_knows_nothing_of_http_or_sockets() =>
        Assert.That(Sdk.ExternalUses.Where(use => (Ladder.Contains(use.From) || use.From is "Live" or AssemblyGraph.Top) && IsNetwork(use)), Is.Empty);

    [Test]
    public void Only_transport_and_the_generated_clients_touch_http_messages() =>
        Assert.That(Sdk.ExternalUses.Where(use => use.From is not ("Transport" or AssemblyGraph.Generated) && HttpMessages.Contains(use.Used)), Is.Empty);

    /// <summary>Otherwise the exchange could agree with the client by sharing its bugs.</summary>
    [Test]
    public void The_exchange_shares_only_numbers_and_choices_with_the_client()
    {
        AssemblyGraph sdk = Sdk;
        Assert.That(
            Products.Graphs.Where(graph => graph != sdk).SelectMany(graph => graph.ExternalUses)
                .Where(use => use.Assembly == sdk.Name
                    && (sdk.FolderOf(Outermost(use.Used)) is not ("Numerics" or "Errors" or AssemblyGraph.Generated) || use.Used.StartsWith("Sequence.Sdk.Raw", StringComparison.Ordinal))),
            Is.Empty);
    }

    [Test]
    public void The_exchange_without_a_server_knows_nothing_of_http_or_sockets() =>
        Assert.That(Products.Graph("Sequence.Exchange").ExternalUses.Where(use => IsNetwork(use) || use.Used.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)), Is.Empty);

    // The caller's options carry a handler that the client only passes on.
    private static bool IsNetwork(ExternalUse use) =>
        use.Used != "System.Net.Http.HttpMessageHandler" && Network.Any(prefix => use.Used.StartsWith(prefix, StringComparison.Ordinal));

    private static string Outermost(string type) => type.Split('/')[0];
}
