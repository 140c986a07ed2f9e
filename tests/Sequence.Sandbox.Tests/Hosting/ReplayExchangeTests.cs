using System.IO.Compression;
using System.Net;
using System.Text;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Tests.Streaming;

namespace Sequence.Sandbox.Tests.Hosting;

public sealed class ReplayExchangeTests : ExchangeTest
{
    private const string Recording = """
        ts_ms,op,order,side,price,qty
        1000,add,1,bid,500,1
        1000,add,2,ask,510,0.4
        1000,add,3,ask,511,2
        61000,cancel,3,ask,511,2
        121000,add,4,bid,499,1

        """;

    private readonly string _file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "two-asks.csv.gz");

    protected override SandboxOptions Options => new() { Seed = 7, TimeProvider = Time, ReplayFile = _file };

    [OneTimeSetUp]
    public void Record()
    {
        using var packed = new GZipStream(File.Create(_file), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(Recording.ReplaceLineEndings("\n").TrimEnd() + "\n"));
    }

    [Test]
    public async Task A_fill_against_a_recording_is_traced_to_the_recorded_orders()
    {
        await SendAsync(HttpMethod.Post, "/v1/orders", """{"symbol": "BTC-ZAR", "side": "buy", "qty": 1, "venue": "replay"}""");
        Time.Advance(TimeSpan.FromMilliseconds(10));
        JToken fills = (await GetAsync("/v1/fills"))["fills"]!;
        IEnumerable<TapeTrade> tape = Exchange.Tape.Where(trade => trade.Venue == "replay");

        Assert.That(tape.Select(trade => $"{trade.MakerReference}: {trade.Qty} at {trade.Price}"), Is.EqualTo<string>(["2: 0.4 at 510", "3: 0.6 at 511"]));
        Assert.That(fills.Reverse().Select(fill => (long)fill["price_1e9"]!), Is.EqualTo(tape.Select(trade => trade.Price.Raw)));
    }

    [Test]
    public async Task Recorded_events_come_at_their_time()
    {
        JToken before = await GetAsync("/v1/quotes/BTC-ZAR");
        Time.Advance(TimeSpan.FromSeconds(60));
        JToken after = await GetAsync("/v1/quotes/BTC-ZAR");

        Assert.That(before["book"]!["asks"]!.Count(), Is.EqualTo(2));
        Assert.That(after["book"]!["asks"]!.Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task At_the_end_of_the_flow_the_market_ends()
    {
        JToken resting = await SendAsync(HttpMethod.Post, "/v1/orders", """{"graph_id": "g1", "symbol": "BTC-ZAR", "side": "buy", "qty": 0.5, "price": 490}""");
        using StreamClient stream = await StreamClient.OpenAsync(Exchange, Key);
        await stream.SubscribeAsync("book:BTC-ZAR", "prices:BTC-ZAR", "fair_price:BTC");
        Time.Advance(TimeSpan.FromMilliseconds(119_999));
        bool before = Exchange.Replay!.IsFinished;
        JToken working = await GetAsync($"/v1/orders/graph:{resting["graph_id"]}:order:1");
        Time.Advance(TimeSpan.FromMilliseconds(1));
        JToken ended = await GetAsync($"/v1/orders/graph:{resting["graph_id"]}:order:1");
        JToken quote = await GetAsync("/v1/quotes/BTC-ZAR");
        JToken refused = await FailAsync(HttpMethod.Post, "/v1/orders", HttpStatusCode.Conflict, """{"symbol": "BTC-ZAR", "side": "sell", "qty": 0.1}""");
        JToken preview = await FailAsync(HttpMethod.Post, "/v1/orders/preview", HttpStatusCode.Conflict, """{"symbol": "BTC-ZAR", "side": "buy", "qty": 0.1, "order_type": "market"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((before, Exchange.Replay.IsFinished), Is.EqualTo((false, true)));
            Assert.That((string?)working["status"], Is.EqualTo("ACCEPTED"));
            Assert.That(((string?)ended["status"], (string?)ended["failure_reason"]), Is.EqualTo(("CANCELLED", "MARKET_CLOSED")));
            Assert.That((quote["book"]!["bids"]!.Count(), quote["book"]!["asks"]!.Count(), (string?)quote["source"]), Is.EqualTo((0, 0, "unavailable")));
            Assert.That(((string?)refused["code"], (string?)refused["details"]![0]!["field"]), Is.EqualTo(("MARKET_CLOSED", "symbol")));
            Assert.That((string?)preview["code"], Is.EqualTo("MARKET_CLOSED"));
            Assert.That((await GetAsync("/v1/fair_price"))["prices"]!.Select(row => (string?)row["symbol"]), Does.Not.Contain("BTC-ZAR").And.Contain("BTC-USD"));
        }

        var last = new Dictionary<string, JToken>();
        var rejected = new List<string>();
        while (rejected.Count < 2)
        {
            JObject frame = await stream.ReadAsync();
            if (frame["rejected"] is { } topics)
                rejected.AddRange(topics.Values<string>()!);
            else
                last[(string)frame["channel"]!] = frame["data"]!;
        }

        Assert.That(rejected, Is.EquivalentTo(["book:BTC-ZAR", "prices:BTC-ZAR"]), "BTC-USD goes on, so fair_price:BTC does");
        Assert.That((last["book:BTC-ZAR"]["bids"]!.Count(), last["book:BTC-ZAR"]["asks"]!.Count()), Is.EqualTo((0, 0)));
        Assert.That((await stream.SubscribeAsync("book:BTC-ZAR"))["rejected"]!.Values<string>(), Is.EqualTo<string>(["book:BTC-ZAR"]));
    }

    [Test]
    public async Task Without_a_recording_there_is_no_replay()
    {
        await using SandboxExchange plain = await SandboxExchange.StartAsync();
        Assert.That(plain.Replay, Is.Null);
    }
}
