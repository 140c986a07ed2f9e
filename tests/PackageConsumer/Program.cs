using Sequence.Sandbox;
using Sequence.Sdk;

await using SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 7 });
await using var client = new SequenceClient(exchange.NewKey(), new SequenceClientOptions { BaseAddress = exchange.BaseAddress });

SubmitResult submit = await client.Buy("BTC-USD", 0.29m).Urgency(Urgency.High).SubmitAsync();
OrderResponse order = await client.WaitForOrderAsync(submit.NodeOrderId("order"));
FillsPage fills = await client.Fills().Symbol("BTC-USD").FetchAsync();
Console.WriteLine(FormattableString.Invariant($"order {order.Status}: {order.FilledQty} of {order.Qty} in {fills.Fills.Count} fills"));

SubmitResult hedged = await client.Graph()
    .Node("spot", Node.Buy("ETH-USD", 2m).Policy(Policy.Sor))
    .Node("hedge", Node.Sell("ETH-USD-PERP", 2m).Perp().Venue("hyperliquid"))
    .Edge("spot", "hedge", Trigger.FillPct(0.5m))
    .Risk(r => r.MaxNotionalUsd(500_000m).OnRuntimeBreach(FailureAction.CancelAll))
    .SubmitAsync();
GraphStatusResponse graph = await client.WaitForGraphAsync(hedged.GraphId);
Console.WriteLine(FormattableString.Invariant($"hedge {graph.Status}: spot {graph.Nodes["spot"].FilledQty}, hedge {graph.Nodes["hedge"].FilledQty}"));

bool isFilled = order.FilledQty == order.Qty && graph.Status == GraphStatus.Completed;
return isFilled ? 0 : 1;
