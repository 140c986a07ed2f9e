using System.IO.Compression;
using System.Text;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Hosting;

public sealed class ReplayExchangeTests : ExchangeTest
{
    private const string Recording = """
        ts_ms,op,order,side,price,qty
        1000,add,1,bid,500,1
        1000,add,2,ask,510,0.4
        1000,add,3,ask,511,2
        61000,cancel,3,ask,511,2

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
}
