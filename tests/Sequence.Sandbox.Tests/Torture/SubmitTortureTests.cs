using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using NUnit.Framework;
using Sequence.Sandbox.Tests.EndToEnd;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Torture;

/// <summary>
/// Submits under faults of every kind at once. However a submit ends, the exchange holds its order at most once; one that was told as done is there;
/// and one that was told as refused, not sent or, after its search, not found is not.
/// </summary>
public sealed class SubmitTortureTests
{
    private const int Callers = 32;
    private const int Speed = 10;

    /// <summary>2,000 submits, or as many as the environment variable <c>TORTURE_SUBMITS</c> says: 10,000 take a minute.</summary>
    private static int Submits => int.Parse(Environment.GetEnvironmentVariable("TORTURE_SUBMITS") ?? "2000", CultureInfo.InvariantCulture);

    [TestCase(1, 35)]
    public async Task No_submit_is_doubled_or_lost_or_denied(int seed, int percent)
    {
        int submits = Submits;
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = seed });
        var time = new FastTime(Speed);
        using var faults = new SubmitFaults(seed, percent, time);
        var ids = new ConcurrentDictionary<string, int>();
        exchange.Engine.OrderChanged += (_, order) => ids[order.NodeOrderId] = SubmitFaults.IndexOf(order.Quantity.Raw);
        await using var client = new SequenceClient(
            exchange.NewKey(), new SequenceClientOptions { BaseAddress = exchange.BaseAddress, HttpHandler = faults, TimeProvider = time, Timeout = TimeSpan.FromSeconds(20), MaxRetries = 2 });
        var endings = new string[submits];
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (int index; (index = Interlocked.Increment(ref next)) < submits;)
                endings[index] = await SubmitAsync(client, index);
        })));
        await faults.AllDeliveredAsync();

        // The exchange itself says what it holds; its lists forget what is long over.
        Dictionary<int, int> orders = ids.Values.CountBy(index => index).ToDictionary();
        bool[] isLive = [.. Enumerable.Range(0, submits).Select(index => orders.ContainsKey(index))];
        TestContext.Out.WriteLine(Table(endings, isLive, faults));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(faults.Met.Skip(1).Sum(), Is.GreaterThan(0.3 * faults.Met.Sum()), "share of attempts that met a fault");
            Assert.That(faults.Met, Has.None.Zero, "every kind of fault was met");
            Assert.That(orders.Where(order => order.Value > 1), Is.Empty, "doubled");
            Assert.That(Indices(endings, isLive, isDone: true, live: false), Is.Empty, "told as done, and not there");
            Assert.That(Indices(endings, isLive, isDone: false, live: true), Is.Empty, "told as refused, not sent or not found, and there");
        }
    }

    private static async Task<string> SubmitAsync(SequenceClient client, int index)
    {
        OrderBuilder order = client.Buy("BTC-USD", Qty.FromRaw(100_000 + index)).LimitPrice(100m).TimeInForce(TimeInForce.Ioc);
        try
        {
            await order.SubmitAsync();
            return "done";
        }
        catch (SubmitUnknownException e)
        {
            return await ResolveAsync(client, e);
        }
        catch (SequenceApiException)
        {
            return "refused";
        }
        catch (SequenceNetworkException)
        {
            return "not sent";
        }
    }

    private static async Task<string> ResolveAsync(SequenceClient client, SubmitUnknownException e)
    {
        SubmitOutcome? outcome = null;
        for (int search = 0; outcome is null && search < 5; search++)
        {
            try
            {
                outcome = await e.ResolveAsync(TimeSpan.FromSeconds(1));
            }
            catch (SequenceException)
            {
                // The last question got no answer: still unknown, so it is searched again.
            }
        }

        return outcome is SubmitOutcome.Accepted accepted && accepted.Graph.GraphId == e.GraphId ? "done after a search"
            : outcome is SubmitOutcome.NotFound ? "not found" : throw new InvalidOperationException($"Still unknown: {e.Message}");
    }

    private static IEnumerable<int> Indices(string[] endings, bool[] isLive, bool isDone, bool live) =>
        Enumerable.Range(0, endings.Length).Where(i => endings[i].StartsWith("done", StringComparison.Ordinal) == isDone && isLive[i] == live);

    private static string Table(string[] endings, bool[] isLive, SubmitFaults faults)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{endings.Length} submits, {Callers} callers, {faults.Met.Sum()} attempts, {100.0 * faults.Met.Skip(1).Sum() / faults.Met.Sum():0.0} % with a fault");
        foreach (IGrouping<string, int> ending in Enumerable.Range(0, endings.Length).GroupBy(i => endings[i]).OrderBy(group => group.Key, StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"{ending.Key,-20} {ending.Count(),6}   live {ending.Count(i => isLive[i]),6}   not there {ending.Count(i => !isLive[i]),6}");
        foreach (SubmitFault fault in Enum.GetValues<SubmitFault>())
            text.AppendLine(CultureInfo.InvariantCulture, $"  {fault,-18} {faults.Met[(int)fault],6}");
        return text.ToString();
    }
}
