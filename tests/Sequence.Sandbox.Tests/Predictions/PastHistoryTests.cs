using System.Globalization;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Matching;
using Sequence.Exchange.Markets;

namespace Sequence.Sandbox.Tests.Predictions;

/// <summary>History of the time before the exchange opened, and how it joins what was traded since.</summary>
[SetCulture("")]
public sealed class PastHistoryTests : ExchangeTest
{
    /// <summary>Noon of 5 January 2026, when the exchange opens.</summary>
    private const long Opened = 1_767_614_400;
    private const long Day = 86_400;
    private const string Ticker = "KXBTCZ-26DEC31-T99000";

    [TestCase("1h", 1, 3_600)]
    [TestCase("1h", 60, 3_600)]
    [TestCase("6h", 300, 21_600)]
    [TestCase("1d", 60, Day)]
    [TestCase("1d", 3_600, Day)]
    [TestCase("1w", 60, 7 * Day)]
    [TestCase("1m", 900, 30 * Day)]
    [TestCase("3m", 3_600, 90 * Day)]
    [TestCase("6m", 3_600, 180 * Day)]
    [TestCase("1y", 300, 365 * Day)]
    [TestCase("2y", 14_400, 730 * Day)]
    [TestCase("5y", 86_400, 1_825 * Day)]
    [TestCase("max", 86_400, 4_023 * Day)]
    public async Task A_range_has_a_point_at_each_step_from_its_start_until_now(string range, int fidelity, long span)
    {
        JToken history = await GetAsync($"/v1/price_history/BTC-USD?range={range}&fidelity_secs={fidelity}&venue=kraken");
        long first = (Opened - span + fidelity - 1) / fidelity * fidelity;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Seconds(history), Is.EqualTo(Steps(first, fidelity, Opened)));
            Assert.That((string?)history["source"], Is.EqualTo(span > Day ? "venue_proxy" : "tape"));
            Assert.That((long)history["window"]!["end_ts"]!, Is.EqualTo(Opened));
            Assert.That(Prices(history).All(price => price > 0));
        }
    }

    [TestCase("", 1_441)]
    [TestCase("?fidelity_secs=7", 12_343)]
    [TestCase("?range=1y&venue=coinbase", 525_601)]
    [TestCase("?range=5y&venue=coinbase", 600_000)]
    public async Task The_latest_points_are_kept_when_they_are_too_many(string query, int count)
    {
        long[] seconds = [.. Seconds(await GetAsync("/v1/price_history/ETH-USD" + query))];
        Assert.That(seconds, Has.Length.EqualTo(count));
        Assert.That(seconds[^1], Is.GreaterThan(Opened - 60).And.LessThanOrEqualTo(Opened));
    }

    [Test]
    public async Task Both_ends_of_a_window_are_included_and_no_others()
    {
        long start = Opened - (40 * Day);
        JToken aligned = await GetAsync($"/v1/price_history/SOL-USD?start_ts={start}&end_ts={start + 3_600}&fidelity_secs=600");
        JToken between = await GetAsync($"/v1/price_history/SOL-USD?start_ts={start + 1}&end_ts={start + 3_599}&fidelity_secs=600&range=1h");
        JToken longer = await GetAsync($"/v1/price_history/SOL-USD?start_ts={start}&end_ts={start + (2 * Day)}&fidelity_secs=3600&venue=binance");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Seconds(aligned), Is.EqualTo(Steps(start, 600, start + 3_600)));
            Assert.That(Seconds(between), Is.EqualTo(Steps(start + 600, 600, start + 3_000)));
            Assert.That(Seconds(longer), Is.EqualTo(Steps(start, 3_600, start + (2 * Day))));
            Assert.That(Prices(between), Is.EqualTo(Prices(aligned).Skip(1).Take(5)));
        }
    }

    [Test]
    public async Task A_finer_history_closes_where_a_coarser_one_does()
    {
        long[] minutes = [.. Prices(await GetAsync("/v1/price_history/BTC-USD?range=6h&fidelity_secs=60"))];
        long[] hours = [.. Prices(await GetAsync("/v1/price_history/BTC-USD?range=6h&fidelity_secs=3600"))];
        // The hour in progress has no end yet.
        Assert.That(hours[..6], Is.EqualTo(Enumerable.Range(0, 6).Select(hour => minutes[(hour * 60) + 59])));
    }

    [Test]
    public async Task The_past_ends_at_the_price_of_the_opening_and_the_tape_goes_on()
    {
        decimal mid = (decimal)(await GetAsync("/v1/quotes/BTC-USD"))["nbbo"]!["mid"]!;
        long last = Prices(await GetAsync("/v1/price_history/BTC-USD?range=1h"))[^1];
        Time.Advance(TimeSpan.FromMinutes(10));
        JToken later = await GetAsync("/v1/price_history/BTC-USD?range=1h");
        TapeTrade traded = Exchange.Tape.Last(trade => trade.Symbol == "BTC-USD");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(last / 1_000_000_000m, Is.EqualTo(mid).Within(0.01m));
            Assert.That(Seconds(later), Is.EqualTo(Steps(Opened - 3_000, 60, Opened + 600)));
            Assert.That(Prices(later)[^1], Is.EqualTo(traded.Price.Raw));
        }
    }

    [Test]
    public async Task An_interval_without_a_trade_repeats_the_price_before_it()
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        JToken history = await GetAsync("/v1/price_history/SOL-USD?range=1h&fidelity_secs=1");
        TapeTrade[] trades = [.. Exchange.Tape.Where(trade => trade.Symbol == "SOL-USD")];
        long[] seconds = [.. Seconds(history)];
        long[] prices = Prices(history);
        for (int i = seconds.Length - 58; i < seconds.Length; i++)
        {
            long end = (seconds[i] + 1) * 1_000_000_000;
            long expected = trades.LastOrDefault(trade => trade.At.Raw < end)?.Price.Raw ?? prices[i - 1];
            Assert.That(prices[i], Is.EqualTo(expected), $"second {seconds[i]}");
        }
    }

    /// <summary>The tape forgets: what it forgot is told minute by minute.</summary>
    [Test]
    public async Task A_day_stays_whole_when_the_tape_has_forgotten_its_begin()
    {
        Time.Advance(TimeSpan.FromMinutes(15));
        long[] before = Prices(await GetAsync("/v1/price_history/ETH-USD?range=1h"));
        long now = Opened + 900;
        for (; Exchange.Tape[0].At.ToUnixSeconds() <= Opened + 960; now += 1_800)
            Time.Advance(TimeSpan.FromMinutes(30));
        JToken day = await GetAsync("/v1/price_history/ETH-USD?range=1d");
        long[] prices = Prices(day);
        long[] seconds = [.. Seconds(day)];
        Assert.That(seconds, Is.EqualTo(Steps(now - Day, 60, now)));
        int opening = Array.IndexOf(seconds, Opened);
        Assert.That(prices[opening..(opening + 15)], Is.EqualTo(before[^16..^1]));
        Assert.That(prices[opening..].Distinct().Count(), Is.GreaterThan(100));
    }

    [Test]
    public async Task Pairs_and_perps_of_a_coin_move_together_and_coins_do_not()
    {
        const string Query = "?range=1m&fidelity_secs=3600&venue=";
        decimal[] spot = Moves(await GetAsync($"/v1/price_history/BTC-USD{Query}kraken"));
        decimal[] perp = Moves(await GetAsync($"/v1/price_history/BTC-USD-PERP{Query}bybit"));
        decimal[] ether = Moves(await GetAsync($"/v1/price_history/ETH-USD{Query}kraken"));
        Assert.That(spot.Zip(perp, (a, b) => Math.Abs(a - b)).Max(), Is.LessThan(0.0001m));
        Assert.That(spot.Zip(ether, (a, b) => Math.Abs(a - b)).Max(), Is.GreaterThan(0.01m));
    }

    [Test]
    public async Task The_same_seed_has_the_same_past_and_another_one_another()
    {
        const string Path = "/v1/price_history/BTC-USD?range=1w&fidelity_secs=900&venue=kraken";
        string first = (await GetAsync(Path))["points"]!.ToString();
        await Close();
        await Open();
        Assert.That((await GetAsync(Path))["points"]!.ToString(), Is.EqualTo(first));
        await using SandboxExchange other = await SandboxExchange.StartAsync(Options with { Seed = 8 });
        using var http = new HttpClient { BaseAddress = other.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", other.NewKey());
        Assert.That(Parse(await http.GetStringAsync(Path))["points"]!.ToString(), Is.Not.EqualTo(first));
    }

    [TestCase("BTC-USD", "", 100)]
    [TestCase("BTC-USD", "&limit=500", 500)]
    [TestCase("ETH-USD-PERP", "&limit=7&venue=bybit", 7)]
    public async Task A_fresh_exchange_has_the_latest_prints(string symbol, string query, int count)
    {
        JToken history = await GetAsync($"/v1/price_history/{symbol}?fidelity_secs=0{query}");
        JToken[] points = [.. history["points"]!];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)history["source"], Is.EqualTo("venue_ticks"));
            Assert.That(Seconds(history), Is.EqualTo(Steps(Opened - count, 1, Opened - 1)));
            Assert.That(points.Select(point => (long)point["qty_1e8"]!), Is.All.Positive);
            Assert.That(points.Select(point => (string?)point["side"]), Is.All.EqualTo("buy").Or.EqualTo("sell"));
            Assert.That(points.Select(point => (int)point["venue_id"]!).Distinct(), query.Contains("bybit", StringComparison.Ordinal) ? Is.EqualTo([8]) : Is.SubsetOf([0, 1, 2, 8, 9]));
        }
    }

    [Test]
    public async Task Prints_of_the_past_come_before_those_of_the_tape()
    {
        Time.Advance(TimeSpan.FromSeconds(30));
        TapeTrade[] tape = [.. Exchange.Tape.Where(trade => trade.Symbol == "BTC-USD")];
        JToken[] points = [.. (await GetAsync("/v1/price_history/BTC-USD?fidelity_secs=0&limit=200"))["points"]!];
        Assert.That(points, Has.Length.EqualTo(200));
        Assert.That(points.Select(point => (long)point["ts_ns"]!), Is.Ordered);
        Assert.That(points[^tape.Length..].Select(point => (long)point["price_1e9"]!), Is.EqualTo(tape.Select(trade => trade.Price.Raw)));
        Assert.That((long)points[^(tape.Length + 1)]["ts_ns"]!, Is.LessThan(Opened * 1_000_000_000));
    }

    [TestCase("binance", "binance_aggtrades_historical")]
    [TestCase("kraken", "venue_ticks")]
    public async Task Prints_of_a_window_are_those_of_the_window(string venue, string source)
    {
        long start = Opened - (3 * Day);
        JToken history = await GetAsync($"/v1/price_history/BTC-USD?fidelity_secs=0&limit=50&venue={venue}&start_ts={start}&end_ts={start + 59}");
        JToken all = await GetAsync($"/v1/price_history/BTC-USD?fidelity_secs=0&limit=500&venue={venue}&start_ts={start}&end_ts={start + 59}");
        Assert.That((string?)history["source"], Is.EqualTo(source));
        Assert.That(Seconds(history), Is.EqualTo(Steps(start + 10, 1, start + 59)));
        Assert.That(Seconds(all), Is.EqualTo(Steps(start, 1, start + 59)));
    }

    [TestCase(Ticker)]
    [TestCase("KXBTCZ-26DEC31-T100000:NO")]
    [TestCase("KXNBA-26-TOR")]
    [TestCase("fed-decision-in-october")]
    [TestCase("18812649149814341758733697580460697418474693998558159483117100240528657629879")]
    public async Task A_question_has_bars_inside_zero_and_one_since_its_start(string symbol)
    {
        JToken row = (await GetAsync($"/v1/markets?venue={(symbol.StartsWith("KX", StringComparison.Ordinal) ? "kalshi" : "polymarket")}&"
            + (symbol.Length > 70 ? $"clob_token_id={symbol}" : $"slug={symbol.Split(':')[0]}")))["markets"]!.Single();
        JToken history = await GetAsync($"/v1/price_history/{symbol}?range=max&fidelity_secs=3600");
        long start = DateTimeOffset.Parse((string)row["start_date"]!, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)history["source"], Is.EqualTo(row["venue"] + "_rest"));
            Assert.That(Seconds(history), Is.EqualTo(Steps(start, 3_600, Opened)));
            Assert.That(Prices(history), Is.All.InRange(10_000_000, 990_000_000));
            Assert.That(Prices(history).Distinct().Count(), Is.GreaterThan(3));
        }
    }

    [Test]
    public async Task Yes_and_no_add_up_to_one()
    {
        long[] yes = Prices(await GetAsync($"/v1/price_history/{Ticker}:YES?range=1w&fidelity_secs=3600"));
        long[] no = Prices(await GetAsync($"/v1/price_history/{Ticker}:NO?range=1w&fidelity_secs=3600"));
        Assert.That(yes[..^1].Zip(no[..^1], (a, b) => a + b), Is.All.EqualTo(1_000_000_000));
    }

    [TestCase("", 5_000)]
    [TestCase("&paginate=true", 10_081)]
    public async Task Polymarket_gives_5000_points_a_call_unless_it_is_walked(string paginate, int count)
    {
        long[] seconds = [.. Seconds(await GetAsync($"/v1/price_history/{await OldMarketAsync()}?range=1w&fidelity_secs=60{paginate}"))];
        Assert.That(seconds, Has.Length.EqualTo(count));
        Assert.That(seconds[^1], Is.EqualTo(Opened));
    }

    [Test]
    public async Task A_venue_is_ignored_where_the_symbol_names_its_own()
    {
        Assert.That(Prices(await GetAsync($"/v1/price_history/{Ticker}?range=1w&fidelity_secs=3600&venue=binance")), Is.Not.Empty);
        Assert.That((await GetAsync($"/v1/price_history/{Ticker}?fidelity_secs=0&venue=binance"))["points"], Is.Not.Empty);
    }

    [Test]
    public async Task Every_print_of_a_question_comes_since_it_began()
    {
        JToken history = await GetAsync($"/v1/price_history/{Ticker}?fidelity_secs=0");
        long[] seconds = [.. Seconds(history)];
        Assert.That(seconds, Has.Length.EqualTo((30 * 144) + 72));
        Assert.That(seconds, Is.Ordered);
        Assert.That(seconds[0], Is.InRange(Opened - (30 * Day) - (12 * 3_600), Opened - (30 * Day) - (12 * 3_600) + 599));
    }

    /// <summary>What ended has a history to its end and no further.</summary>
    [Test]
    public async Task Five_minutes_end_after_five_minutes()
    {
        long start = Opened - 3_000;
        JToken bars = await GetAsync($"/v1/price_history/btc-updown-5m-{start}?fidelity_secs=10");
        JToken down = await GetAsync($"/v1/price_history/btc-updown-5m-{start}:NO?fidelity_secs=10");
        JToken settlement = await GetAsync($"/v1/settlement/btc-updown-5m-{start}?underlying=true");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Seconds(bars), Is.EqualTo(Steps(start, 10, start + 290)));
            Assert.That(Prices(bars).Zip(Prices(down), (a, b) => a + b), Is.All.EqualTo(1_000_000_000));
            Assert.That(settlement["underlying"]!["points"]!.Select(point => (long)point["ts_ns"]! / 1_000_000_000), Is.EqualTo(Steps(start, 1, start + 300)));
            Assert.That((bool)settlement["underlying"]!["agrees_with_settlement"]!, Is.True);
        }
    }

    /// <summary>The curve under five minutes is the coin's own history.</summary>
    [Test]
    public async Task The_curve_is_the_history_of_the_coin()
    {
        long start = Opened - 600;
        JToken curve = (await GetAsync($"/v1/price_history/eth-updown-5m-{start}?fidelity_secs=0&underlying=true"))["underlying"]!;
        JToken coin = await GetAsync($"/v1/price_history/ETH-USD?fidelity_secs=1&start_ts={start + 1}&end_ts={start + 299}");
        Assert.That((string?)curve["symbol"], Is.EqualTo("ETH-USD"));
        Assert.That(curve["points"]!.Skip(1).SkipLast(1).Select(point => (long)point["price_1e9"]!), Is.EqualTo(Prices(coin)));
        Assert.That((await GetAsync("/v1/price_history/ETH-USD?underlying=true"))["underlying"], Is.Null);
        Assert.That((await GetAsync($"/v1/price_history/eth-updown-5m-{start}?fidelity_secs=0"))["underlying"], Is.Null);
    }

    [Test]
    public async Task Five_minutes_that_were_traded_here_have_their_prints_and_curve_too()
    {
        string slug = $"sol-updown-5m-{Opened}";
        Time.Advance(TimeSpan.FromSeconds(100));
        JToken running = await GetAsync($"/v1/price_history/{slug}?fidelity_secs=0&underlying=true");
        Time.Advance(TimeSpan.FromSeconds(250));
        JToken ended = await GetAsync($"/v1/price_history/{slug}?fidelity_secs=0&underlying=true");
        string token = (string)(await GetAsync($"/v1/settlement/{slug}"))["yes_token_id"]!;
        TapeTrade[] traded = [.. Exchange.Tape.Where(trade => trade.Symbol == token)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Prices(ended), Is.EqualTo(traded.Select(trade => trade.Price.Raw)).And.Not.Empty);
            Assert.That(running["underlying"]!["agrees_with_settlement"], Is.Null);
            Assert.That(running["underlying"]!["points"]!.Count(), Is.EqualTo(101));
            Assert.That((bool)ended["underlying"]!["agrees_with_settlement"]!, Is.True);
            Assert.That(ended["underlying"]!["points"]!.Count(), Is.EqualTo(301));
        }
    }

    [TestCase(0.01)]
    [TestCase(0.99)]
    public async Task A_trade_shows_in_the_bar_of_its_question(decimal price)
    {
        BookSide taker = price < 0.5m ? BookSide.Ask : BookSide.Bid;
        VenueMarket market = Exchange.Scheduler.Enter(() => Exchange.Markets.For("KXNBA-26-TOR")[0]);
        Place(market, taker, price, 100_000m);
        Place(market, Sequence.Exchange.Markets.Prices.Opposite(taker), price, 100_000m);
        JToken history = await GetAsync("/v1/price_history/KXNBA-26-TOR?range=1h");
        Assert.That(Prices(history)[^1], Is.EqualTo((long)(price * 1_000_000_000)));
    }

    private static IEnumerable<long> Steps(long first, long step, long last)
    {
        for (long at = first; at <= last; at += step)
            yield return at;
    }

    private static IEnumerable<long> Seconds(JToken history) => history["points"]!.Select(point => (long)point["ts_ns"]! / 1_000_000_000);

    private static long[] Prices(JToken history) => [.. history["points"]!.Select(point => (long)point["price_1e9"]!)];

    /// <summary>Each price as a multiple of the last one.</summary>
    private static decimal[] Moves(JToken history)
    {
        long[] prices = Prices(history);
        return [.. prices.Select(price => (decimal)price / prices[^1])];
    }

    /// <summary>The token of a Polymarket question that began more than a week ago.</summary>
    private async Task<string> OldMarketAsync() => (string)(await GetAsync("/v1/markets?limit=200"))["markets"]!
        .First(row => DateTimeOffset.Parse((string)row["start_date"]!, CultureInfo.InvariantCulture).ToUnixTimeSeconds() < Opened - (8 * Day))["yes_token_id"]!;
}
