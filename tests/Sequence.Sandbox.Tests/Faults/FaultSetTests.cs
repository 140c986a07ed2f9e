using System.Net;
using NUnit.Framework;

namespace Sequence.Sandbox.Tests.Faults;

/// <summary>Where and when faults act, and how they are looked at and taken away.</summary>
public sealed class FaultSetTests : ExchangeTest
{
    private const string Liveness = "/v1/health/live";

    [Test]
    public async Task A_fault_acts_on_its_own_operation_only()
    {
        ActiveFault fault = Exchange.Faults.Add(Fault.Status("getQuote", 503));
        await GetAsync(Liveness);

        Assert.That(fault.Fired, Is.Zero);
    }

    [Test]
    public async Task A_star_stands_for_all_operations_and_for_the_rest_of_a_name()
    {
        ActiveFault all = Exchange.Faults.Add(Fault.Delay("*", TimeSpan.FromTicks(1)).AfterAccept().Times(1));
        ActiveFault some = Exchange.Faults.Add(Fault.Status("getLive*", 503));
        Task<HttpStatusCode> answer = StatusAsync();
        await Eventually.TrueAsync(() => all.Fired == 1);
        Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.That(await answer, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(some.Fired, Is.EqualTo(1));
    }

    [Test]
    public async Task Faults_that_end_a_request_come_one_after_the_other()
    {
        Exchange.Faults.Add(Fault.Status("getLiveness", 503, 1));
        Exchange.Faults.Add(Fault.RateLimit("getLiveness", times: 1));

        Assert.That(
            new[] { await StatusAsync(), await StatusAsync(), await StatusAsync() },
            Is.EqualTo(new[] { HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, HttpStatusCode.OK }));
    }

    [Test]
    public async Task Skipped_occasions_pass()
    {
        Exchange.Faults.Add(Fault.Status("getLiveness", 503).Skip(2).Times(1));

        Assert.That(
            new[] { await StatusAsync(), await StatusAsync(), await StatusAsync(), await StatusAsync() },
            Is.EqualTo(new[] { HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK }));
    }

    [Test]
    public async Task A_window_opens_and_closes_in_exchange_time()
    {
        ActiveFault fault = Exchange.Faults.Add(Fault.Status("getLiveness", 503).After(TimeSpan.FromSeconds(10)).For(TimeSpan.FromSeconds(5)));
        var seen = new List<HttpStatusCode>();
        foreach (double seconds in new[] { 9.999, 0.001, 4.999, 0.001 })
        {
            Time.Advance(TimeSpan.FromSeconds(seconds));
            seen.Add(await StatusAsync());
        }

        Assert.That(seen, Is.EqualTo(new[] { HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK }));
        Assert.That((fault.Fired, fault.IsOver, Exchange.Faults.IsQuiet), Is.EqualTo((2, true, true)));
    }

    [Test]
    public async Task Chance_is_drawn_from_the_seed()
    {
        bool[] first = await DrawAsync(seed: 7);
        bool[] again = await DrawAsync(seed: 7);
        bool[] other = await DrawAsync(seed: 8);

        Assert.That(first.Count(hit => hit), Is.InRange(15, 45));
        Assert.That(again, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }

    [Test]
    public async Task A_removed_fault_acts_no_more_and_leaves_the_list()
    {
        ActiveFault one = Exchange.Faults.Add(Fault.Status("getLiveness", 503));
        ActiveFault two = Exchange.Faults.Add(Fault.Status("getQuote", 503, 1));
        Assert.That(await StatusAsync(), Is.EqualTo(HttpStatusCode.ServiceUnavailable));

        Assert.That(Exchange.Faults.All.Select(fault => fault.ToString()), Is.EqualTo<string>(["status getLiveness: 1 time", "status getQuote: 0 times"]));
        Assert.That(one.Remove());
        Assert.That(one.Remove(), Is.False);
        Assert.That(await StatusAsync(), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Exchange.Faults.All, Is.EqualTo(new[] { two }));
        Exchange.Faults.Clear();
        Assert.That(Exchange.Faults.All, Is.Empty);
        Assert.That((Exchange.Faults.IsQuiet, one.Fired, two.IsOver), Is.EqualTo((true, 1, true)));
    }

    [Test]
    public async Task A_counted_fault_strikes_exactly_as_often_among_many_callers()
    {
        ActiveFault fault = Exchange.Faults.Add(Fault.Status("getLiveness", 503, 10));
        HttpStatusCode[] seen = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => StatusAsync()));

        Assert.That(seen.Count(status => status == HttpStatusCode.ServiceUnavailable), Is.EqualTo(10));
        Assert.That(fault.Fired, Is.EqualTo(10));
    }

    private static IEnumerable<Fault> Misplaced() =>
    [
        Fault.Status("submitOrdr", 503), Fault.Status("prices:BTC-USD", 503), Fault.Delay("nowhere", TimeSpan.FromSeconds(1)),
        Fault.StallTopic("submitOrder"), Fault.StallTopic("prices"), Fault.StallTopic("prices:"), Fault.StallTopic("orders:BTC-USD"), Fault.RejectTopic("weather:*"),
        Fault.Delay("orders", TimeSpan.FromSeconds(1)).AfterAccept(), Fault.UnknownMembers("getQuotez*"),
    ];

    [TestCaseSource(nameof(Misplaced))]
    public void An_operation_or_topic_that_does_not_exist_is_refused_and_named(Fault fault) =>
        Assert.That(() => Exchange.Faults.Add(fault), Throws.InstanceOf<ArgumentException>().With.Message.Contains(fault.Where).And.Message.Contains(fault.Name));

    [TestCase("prices:BTC-USD")]
    [TestCase("prices:KXBTCZ-26DEC31-T99000:YES")]
    [TestCase("prices:*")]
    [TestCase("fair_price")]
    [TestCase("funding:bybit")]
    [TestCase("new_markets")]
    [TestCase("*")]
    public void Every_topic_of_the_contract_is_a_place(string topic) => Assert.That(() => Exchange.Faults.Add(Fault.LoseFrames(topic)), Throws.Nothing);

    [Test]
    public void What_makes_no_sense_is_refused_when_it_is_written()
    {
        Assert.That(() => Fault.DropAfterAccept("submitOrder", times: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Fault.DropAfterAccept(" "), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => Fault.Status("getQuote", 200), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Fault.Delay("getQuote", TimeSpan.Zero), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Fault.Garbage("getQuote").WithProbability(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Fault.Garbage("getQuote").For(TimeSpan.Zero), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Fault.Garbage("getQuote").After(TimeSpan.FromSeconds(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Fault.Garbage("getQuote").Skip(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Fault.StallTopic("orders").AfterAccept(), Throws.InvalidOperationException);
    }

    private static async Task<bool[]> DrawAsync(int seed)
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = seed });
        exchange.Faults.Add(Fault.Status("getLiveness", 503).WithProbability(0.3));
        using var client = new HttpClient { BaseAddress = exchange.BaseAddress };
        bool[] hits = new bool[100];
        for (int i = 0; i < hits.Length; i++)
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(Liveness, UriKind.Relative));
            hits[i] = !answer.IsSuccessStatusCode;
        }

        return hits;
    }

    private async Task<HttpStatusCode> StatusAsync()
    {
        using HttpResponseMessage answer = await Http.GetAsync(new Uri(Liveness, UriKind.Relative));
        return answer.StatusCode;
    }
}
