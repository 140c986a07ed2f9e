using NUnit.Framework;
using Sequence.Exchange.Orders;

namespace Sequence.Sandbox.Tests.Orders;

/// <summary>The states in which orders and nodes end: the table of the documentation is the table of the exchange.</summary>
public sealed class OrderEndingTests
{
    [Test]
    public void The_documentation_shows_the_table_of_the_exchange()
    {
        string[] documented = [.. File.ReadLines(Repository.PathTo("docs/order-states.md"))
            .SkipWhile(line => line != "## How an order ends").SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2)
            .Select(line => string.Join(" | ", line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).TakeLast(3)))];
        string[] built =
        [
            Row(OrderEnding.Of(OrderEnd.Filled)), Row(OrderEnding.Of(OrderEnd.Cancelled)), Row(OrderEnding.Of(OrderEnd.Rejected)), Row(OrderEnding.Of(OrderEnd.Rejected, isAccepted: true)),
        ];
        Assert.That(documented, Is.EqualTo(built));
    }

    [Test]
    public void Whatever_ends_an_order_without_fill_or_refusal_is_a_cancel() => Assert.That(
        new[] { OrderEnd.Expired, OrderEnd.Transferred, OrderEnd.Skipped }.Select(end => OrderEnding.Of(end)), Is.All.EqualTo(OrderEnding.Of(OrderEnd.Cancelled)));

    [Test]
    public void The_five_end_states_are_terminal_and_the_others_are_not()
    {
        string[] all = ["NEW", "PENDING", "ACCEPTED", "PARTIAL", "FILLED", "COMPLETED", "CANCELLED", "REJECTED", "FAILED"];
        Assert.That(all.Where(word => OrderEnding.IsTerminal(Wire.OrderStatus.Create(word))), Is.EqualTo(["FILLED", "COMPLETED", "CANCELLED", "REJECTED", "FAILED"]));
    }

    private static string Row(OrderEnding ending) => $"{(ending.Passing is { } first ? $"`{first.Value}`" : "–")} | `{ending.Final.Value}` | `{ending.Node.Value}`";
}
