using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Tests.Streaming;

namespace Sequence.Sandbox.Tests.Recording;

/// <summary>What was recorded is played again, byte for byte.</summary>
public sealed class RecordAndReplayTests
{
    private string _file = null!;
    private TradingDay _day = null!;
    private string[] _lines = null!;

    [OneTimeSetUp]
    public async Task Record()
    {
        _file = SessionText.NewFile("day");
        _day = await TradingDay.RecordAsync(_file);
        _lines = SessionText.Lines(_file);
    }

    [Test]
    public async Task A_recorded_session_gives_the_same_bytes_in_every_replay()
    {
        ReplayReport first = await SandboxReplay.CheckAsync(_file);
        ReplayReport second = await SandboxReplay.CheckAsync(_file);

        Assert.That(first.Difference, Is.Null, first.Difference?.ToString());
        Assert.That(second, Is.EqualTo(first));
        Assert.That(first.Calls, Is.EqualTo(_lines.Count(line => line.StartsWith("""{"kind":"call",""", StringComparison.Ordinal))).And.GreaterThan(50));
        Assert.That(first.Frames, Is.EqualTo(_lines.Count(line => line.StartsWith("""{"kind":"frame",""", StringComparison.Ordinal))).And.GreaterThan(200));
    }

    [Test]
    public void The_file_says_what_was_asked_and_answered_and_when()
    {
        JObject[] lines = [.. _lines.Select(JObject.Parse)];
        JObject order = lines.First(line => (string?)line["path"] == "/v1/orders");

        Assert.That((string?)lines[0]["kind"], Is.EqualTo("session"));
        Assert.That(((int)lines[0]["seed"]!, (int)lines[0]["catalogue_size"]!), Is.EqualTo((7, 40)));
        Assert.That(((string?)order["method"], (int)order["status"]!, (string?)order["request"]), Is.EqualTo(("POST", 200, """{"symbol": "BTC-USD", "side": "buy", "qty": 0.29}""")));
        Assert.That(JObject.Parse((string)order["response"]!)["graph_id"], Is.Not.Null);
        Assert.That((string?)order["request_id"], Does.Match("^[0-9a-f-]{36}$"));
        Assert.That(lines.Single(line => (string?)line["query"] == "?note=caf%C3%A9")["authorization"], Is.Not.EqualTo(order["authorization"]));
        Assert.That(lines.Count(line => (string?)line["kind"] == "open"), Is.EqualTo(3));
        Assert.That(lines.Count(line => (string?)line["kind"] == "close"), Is.AtLeast(1));
        Assert.That(lines.Where(line => (string?)line["direction"] == "sent").Select(line => JObject.Parse((string)line["text"]!)["channel"]?.ToString()), Is.SupersetOf(new[] { "prices:BTC-USD", "book:ETH-USD", "orders", "fills" }));
        Assert.That(lines.Count(line => (int?)line["status"] == 429), Is.InRange(5, 45), "The limit of the recording holds in the replay.");
        Assert.That((string?)lines[^1]["kind"], Is.EqualTo("end"));
        Assert.That(lines.Select(line => (long)line["at_ns"]!), Is.Ordered);
    }

    [Test]
    public void No_secret_is_in_the_file()
    {
        string text = string.Join('\n', _lines);

        Assert.That(_day.Secrets, Has.Count.EqualTo(8).And.All.Not.Empty);
        foreach (string secret in _day.Secrets)
            Assert.That(text, Does.Not.Contain(secret));
        Assert.That(text, Does.Contain("Bearer <seq_test-1>").And.Contains("?ticket=<wst-"));
    }

    [TestCase("\\\"bid\\\":", "\\\"bid\\\":1", "response")]
    [TestCase("\"status\":200", "\"status\":201", "status")]
    [TestCase("\"seed\":7", "\"seed\":8", "text")]
    public async Task The_first_difference_is_named_by_line_and_field(string old, string changed, string field)
    {
        int at = Array.FindIndex(_lines, line => line.Contains(old, StringComparison.Ordinal) && !line.Contains("\"frame\"", StringComparison.Ordinal));
        string[] lines = [.. _lines];
        lines[at] = lines[at].Replace(old, changed, StringComparison.Ordinal);

        ReplayReport report = await SandboxReplay.CheckAsync(SessionText.Write("changed", lines));

        Assert.That(report.Difference, Is.Not.Null);
        // Another seed shows in the first frame that it changes, which stands further down.
        Assert.That(report.Difference!.Line, at == 0 ? Is.GreaterThan(1) : Is.EqualTo(at + 1));
        Assert.That(report.Difference.Field, Is.EqualTo(field));
        Assert.That(report.Difference!.ToString(), Does.StartWith($"line {report.Difference.Line}, {report.Difference.Field}: recorded '").And.Contains("', replayed '"));
    }

    [Test]
    public async Task A_recorded_session_feeds_its_market_to_a_new_client()
    {
        var time = new FakeTimeProvider(TradingDay.Start);
        await using SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 99, TimeProvider = time, ReplayFile = _file });
        using var client = new HttpClient { BaseAddress = exchange.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", exchange.NewKey());
        for (int second = 1; second <= 20; second++)
        {
            // The recorded client asked at this time before the next order came.
            time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
            Assert.That(await client.GetStringAsync(new Uri("/v1/health/live", UriKind.Relative)), Is.Not.Empty);
            time.Advance(TimeSpan.FromTicks(1));
        }

        IReadOnlyList<TapeTrade> tape = exchange.Tape;
        JObject fills = JObject.Parse(_lines.Select(JObject.Parse).First(line => (string?)line["path"] == "/v1/fills")["response"]!.ToString());

        Assert.That(fills["fills"]!.Count(), Is.GreaterThan(5));
        foreach (JToken fill in fills["fills"]!)
            Assert.That(tape.Select(trade => (trade.Price.Raw, trade.Qty.Raw)), Has.Some.EqualTo(((long)fill["price_1e9"]!, (long)fill["qty_1e8"]!)));
    }

    [Test]
    public async Task Real_time_and_many_clients_at_once_replay_to_the_same_bytes()
    {
        string file = SessionText.NewFile("busy");
        await using (SandboxExchange exchange = await SandboxExchange.StartAsync(new SandboxOptions { Seed = 5, RecordFile = file }))
            await Task.WhenAll(Enumerable.Range(0, 6).Select(number => TradeAsync(exchange, number)));

        ReplayReport report = await SandboxReplay.CheckAsync(file);

        Assert.That(report.Difference, Is.Null, report.Difference?.ToString());
        Assert.That(report.Calls, Is.EqualTo(6 * 40));
    }

    private static async Task TradeAsync(SandboxExchange exchange, int number)
    {
        string key = exchange.NewKey();
        using StreamClient stream = await StreamClient.OpenAsync(exchange, key);
        await stream.SubscribeAsync("prices:BTC-USD", "orders", "fills");
        using var client = new HttpClient { BaseAddress = exchange.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        for (int i = 0; i < 20; i++)
        {
            string side = (i + number) % 2 == 0 ? "buy" : "sell";
            using var order = new StringContent($$"""{"symbol": "BTC-USD", "side": "{{side}}", "qty": 0.01}""", Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await client.PostAsync(new Uri("/v1/orders", UriKind.Relative), order);
            Assert.That(answer.IsSuccessStatusCode);
            await client.GetStringAsync(new Uri("/v1/positions", UriKind.Relative));
        }
    }
}
