using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Tests.Streaming;

namespace Sequence.Sandbox.Tests.Predictions;

/// <summary>A five-minute market from the first quote to the last cent.</summary>
public sealed class UpDownTradingTests : ExchangeTest
{
    private const string Slug = "btc-updown-5m-1767614400";

    [Test]
    public async Task Both_outcomes_are_quoted_and_the_row_shows_their_books()
    {
        JToken up = await GetAsync($"/v1/quotes/{Slug}");
        JToken row = await RowAsync();
        JToken down = await GetAsync($"/v1/quotes/{row["no_token_id"]}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((decimal?)up["nbbo"]!["bid"], Is.InRange(0.01m, 0.98m).And.EqualTo((decimal?)row["best_yes_bid"]));
            Assert.That((decimal?)up["nbbo"]!["ask"], Is.InRange(0.02m, 0.99m).And.EqualTo((decimal?)row["best_yes_ask"]));
            Assert.That((decimal?)down["nbbo"]!["bid"], Is.EqualTo((decimal?)row["best_no_bid"]).And.EqualTo(1 - (decimal?)row["best_yes_ask"]));
            Assert.That((decimal?)down["nbbo"]!["ask"], Is.EqualTo((decimal?)row["best_no_ask"]).And.EqualTo(1 - (decimal?)row["best_yes_bid"]));
        }
    }

    [Test]
    public async Task Quotes_follow_the_coin_and_stay_between_0_and_1()
    {
        var seen = new HashSet<decimal?>();
        for (int i = 0; i < 28; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(10));
            JToken quote = await GetAsync($"/v1/quotes/{Slug}");
            seen.Add((decimal?)quote["nbbo"]!["bid"]);
            decimal[] prices = [.. quote["book"]!["bids"]!.Concat(quote["book"]!["asks"]!).Select(level => (decimal)level["price"]!)];
            Assert.That(prices, Is.Not.Empty.And.All.InRange(0.01m, 0.99m));
        }

        Assert.That(seen, Has.Count.GreaterThan(3));
    }

    [Test]
    public async Task The_winner_is_paid_a_dollar_once_and_the_loser_nothing()
    {
        JToken row = await RowAsync();
        string[] tokens = [(string)row["yes_token_id"]!, (string)row["no_token_id"]!];
        foreach (string token in tokens)
            await BuyAsync(token, 100);
        Time.Advance(TimeSpan.FromSeconds(1));
        JToken bought = await PositionsAsync();
        decimal paid = Deposit - Cash(bought);
        Time.Advance(TimeSpan.FromMinutes(5));
        JToken resolved = await PositionsAsync();
        string winner = (string)(await GetAsync($"/v1/settlement/{Slug}"))["resolved_outcome"]! == "Up" ? tokens[0] : tokens[1];
        JToken first = await RedeemAsync();
        JToken second = await RedeemAsync();
        JToken redeemed = await PositionsAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tokens.Select(token => State(resolved, token)), Is.All.EqualTo("resolved"));
            Assert.That(tokens.Select(token => (bool)Row(resolved, token)["settled"]!), Is.All.True);
            Assert.That(tokens.Select(token => (long)Row(resolved, token)["settled_mark_usd_1e9"]!), Is.EqualTo(tokens.Select(token => token == winner ? 1_000_000_000 : 0)));
            Assert.That(Cash(resolved), Is.EqualTo(Cash(bought)));
            Assert.That(((string?)first["mode"], (string?)second["mode"]), Is.EqualTo(("relayer_submitted", "noop")));
            Assert.That(Cash(redeemed), Is.EqualTo(Cash(bought) + 100));
            Assert.That(tokens.Select(token => State(redeemed, token)), Is.All.EqualTo("redeemed"));
            Assert.That(tokens.Sum(token => Usd(redeemed, token, "realized_pnl") - Usd(redeemed, token, "fees")), Is.EqualTo(100 - paid));
            Assert.That(Usd(redeemed, winner, "realized_pnl"), Is.Positive);
        }
    }

    [Test]
    public async Task Fees_follow_the_curve_to_the_last_digit()
    {
        JToken row = await RowAsync();
        await BuyAsync((string)row["yes_token_id"]!, 7);
        Time.Advance(TimeSpan.FromSeconds(1));
        JToken fill = (await GetAsync("/v1/fills"))["fills"]!.Single();
        decimal price = (long)fill["price_1e9"]! / 1e9m;
        Assert.That((long)fill["fee_usd_1e9"]! / 1e9m, Is.EqualTo(0.072m * 7 * price * (1 - price)));
    }

    [Test]
    public async Task What_rests_at_the_end_ends_and_gives_its_cash_back()
    {
        JToken row = await RowAsync();
        JToken submit = await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{row["yes_token_id"]}}", "side": "buy", "qty": 50, "price": 0.01}""");
        Time.Advance(TimeSpan.FromSeconds(1));
        JToken resting = await OrderAsync(submit);
        Time.Advance(TimeSpan.FromMinutes(5));
        JToken ended = await OrderAsync(submit);
        JToken positions = await PositionsAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)resting["status"], Is.EqualTo("ACCEPTED").Or.EqualTo("PARTIAL"));
            Assert.That(((string?)ended["status"], (string?)ended["failure_reason"]), Is.EqualTo(("CANCELLED", "MARKET_CLOSED")));
            Assert.That((string?)(await GetAsync($"/v1/execution_graphs/{submit["graph_id"]}"))["status"], Is.EqualTo("expired"));
            Assert.That((long)positions["positions"]!.Single(IsCash)["locked_qty_1e8"]!, Is.Zero);
        }
    }

    [Test]
    public async Task After_the_end_nothing_is_quoted_and_nothing_can_be_ordered()
    {
        JToken row = await RowAsync();
        Time.Advance(TimeSpan.FromMinutes(5));
        await FailAsync(HttpMethod.Get, $"/v1/quotes/{row["yes_token_id"]}", HttpStatusCode.NotFound);
        JToken refused = await FailAsync(HttpMethod.Post, "/v1/orders", HttpStatusCode.Conflict, $$"""{"symbol": "{{Slug}}", "side": "buy", "qty": 1}""");
        Assert.That((string?)refused["code"], Is.EqualTo("MARKET_CLOSED"));
        Assert.That((string?)refused["details"]![0]!["field"], Is.EqualTo("symbol"));
    }

    [Test]
    public async Task The_streams_agree_with_the_settlement()
    {
        using StreamClient resolutions = await StreamClient.ConnectAsync(Exchange, "/v1/ws/market_resolved", Key);
        using StreamClient orders = await StreamClient.OpenAsync(Exchange, Key);
        JToken row = await RowAsync();
        await orders.SubscribeAsync("orders", $"book:{row["yes_token_id"]}");
        Assert.That(await orders.EventAsync($"book:{row["yes_token_id"]}"), Is.Not.Null);
        // What was resolved before the exchange opened comes first.
        for (int past = 0; past < 128; past++)
            await resolutions.ReadAsync();
        Time.Advance(TimeSpan.FromMinutes(5));
        JObject told = await resolutions.ReadAsync();
        JToken settlement = await GetAsync($"/v1/settlement/{Slug}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)told["winning_outcome"], Is.EqualTo((string?)settlement["resolved_outcome"]));
            Assert.That((string?)told["event_id"], Is.EqualTo((string?)settlement["condition_id"]));
            Assert.That((string?)told["winning_token_id"], Is.EqualTo((string?)settlement[(decimal)settlement["yes_price"]! == 1 ? "yes_token_id" : "no_token_id"]));
        }
    }

    [Test]
    public async Task What_was_traded_stays_readable_after_the_end()
    {
        JToken row = await RowAsync();
        await BuyAsync((string)row["yes_token_id"]!, 40);
        Time.Advance(TimeSpan.FromMinutes(6));
        JToken history = await GetAsync($"/v1/price_history/{row["yes_token_id"]}?fidelity_secs=0");
        JToken bars = await GetAsync($"/v1/price_history/{Slug}");
        Assert.That(history["points"]!.Where(point => (string?)point["side"] == "buy").Sum(point => (long)point["qty_1e8"]!), Is.GreaterThanOrEqualTo(40_00000000));
        Assert.That((string?)bars["source"], Is.EqualTo("polymarket_rest"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_seeded_position_of_a_question_that_is_over_can_be_redeemed(bool wins)
    {
        const string Past = "btc-updown-5m-1767614100";
        JToken settlement = await GetAsync($"/v1/settlement/{Past}");
        string token = (string)settlement[((decimal)settlement["yes_price"]! == 1) == wins ? "yes_token_id" : "no_token_id"]!;
        JToken before = await PositionsAsync();
        await SendAsync(HttpMethod.Post, "/v1/sandbox/positions", $$"""{"positions": [{"venue": "polymarket", "kind": "event_contract", "symbol": "{{token}}", "qty": 30, "entry_price_usd": 0.4}], "replace": false}""");
        JToken redeemed = await SendAsync(HttpMethod.Post, $"/v1/markets/{Past}/redeem?venue=polymarket");
        JToken after = await PositionsAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)redeemed["mode"], Is.EqualTo("relayer_submitted"));
            Assert.That(redeemed["token_ids"]!.Values<string>(), Is.EqualTo([token]));
            Assert.That(Cash(after) - Cash(before), Is.EqualTo(wins ? 30 : 0));
            Assert.That(Usd(after, token, "realized_pnl"), Is.EqualTo(wins ? 18 : -12));
        }
    }

    [TestCase("""{"symbol": "SLUG", "side": "buy", "qty": 1, "price": 1.0}""", "price")]
    [TestCase("""{"nodes": [{"node_id": "a", "instrument": {"symbol": "SLUG", "type": "prediction"}, "side": "buy", "order_type": {"limit": {"price_1e9": 1000000000}}, "quantity": {"fixed": {"qty_1e8": 100000000}}, "execution": {}, "activation": "root"}], "edges": []}""", "nodes[0].order_type.limit.price_1e9")]
    public async Task A_price_of_a_dollar_is_refused(string body, string field)
    {
        JToken refused = await FailAsync(HttpMethod.Post, "/v1/orders", HttpStatusCode.UnprocessableEntity, body.Replace("SLUG", Slug, StringComparison.Ordinal));
        Assert.That((string?)refused["details"]![0]!["field"], Is.EqualTo(field));
    }

    private const decimal Deposit = 1_000_000_000m;

    private static bool IsCash(JToken row) => (string?)row["venue"] == "polymarket" && (string?)row["instrument"]!["symbol"] == "USDC";

    private static decimal Cash(JToken positions) => (long)positions["positions"]!.Single(IsCash)["current_value_usd_1e9"]! / 1e9m;

    private static JToken Row(JToken positions, string token) => positions["positions"]!.Single(row => (string?)row["instrument"]!["symbol"] == token);

    private static string? State(JToken positions, string token) => (string?)Row(positions, token)["lifecycle"]!["state"];

    private static decimal Usd(JToken positions, string token, string member) => (long)Row(positions, token)[member + "_usd_1e9"]! / 1e9m;

    private async Task<JToken> RowAsync() => (await GetAsync($"/v1/markets?slug={Slug}"))["markets"]!.Single();

    private async Task<JToken> PositionsAsync() => await GetAsync("/v1/positions?include_closed=true");

    private async Task<JToken> RedeemAsync() => await SendAsync(HttpMethod.Post, $"/v1/markets/{Slug}/redeem?venue=polymarket");

    private async Task BuyAsync(string token, int qty) =>
        await SendAsync(HttpMethod.Post, "/v1/orders", $$"""{"symbol": "{{token}}", "side": "buy", "qty": {{qty}}}""");

    private async Task<JToken> OrderAsync(JToken submit) => await GetAsync($"/v1/orders/graph:{submit["graph_id"]}:order:1");
}
