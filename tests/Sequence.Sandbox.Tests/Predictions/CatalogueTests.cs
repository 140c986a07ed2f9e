using NUnit.Framework;
using Sequence.Exchange.Predictions;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Predictions;

public sealed class CatalogueTests
{
    private const long Opened = 1_767_614_400;
    private static readonly UnixNanos Now = UnixNanos.FromUnixSeconds(Opened);

    [TestCase(Catalogue.Kalshi)]
    [TestCase(Catalogue.Polymarket)]
    public void Every_market_is_found_by_its_slug_and_by_each_of_its_tokens(string venue)
    {
        Catalogue catalogue = Open(venue);
        foreach (CatalogueRow row in catalogue.From(0))
        {
            Assert.That(catalogue.FindSlug(row.Market.Slug.ToUpperInvariant())?.Position, Is.EqualTo(row.Position), row.Market.Slug);
            for (int outcome = 0; outcome < row.Market.Outcomes.Count; outcome++)
            {
                CatalogueRow? found = catalogue.FindToken(row.Market.Token(outcome));
                Assert.That((found?.Position, found?.Outcome), Is.EqualTo((row.Position, row.Market.IsGroup ? outcome : (int?)null)));
            }
        }
    }

    [TestCase(Catalogue.Kalshi)]
    [TestCase(Catalogue.Polymarket)]
    public void Slugs_tokens_and_events_are_unique(string venue)
    {
        PredictionMarket[] markets = [.. Open(venue).From(0).Select(row => row.Market)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(markets.Select(market => market.Slug), Is.Unique);
            Assert.That(markets.SelectMany(market => market.Outcomes.Select((_, outcome) => market.Token(outcome))), Is.Unique);
            Assert.That(markets.Select(market => market.EventId()), Is.Unique);
        }
    }

    [Test]
    public void The_same_seed_asks_the_same_and_another_seed_something_else()
    {
        string[] first = Questions(Open(Catalogue.Polymarket, seed: 3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Questions(Open(Catalogue.Polymarket, seed: 3)), Is.EqualTo(first));
            Assert.That(Questions(Open(Catalogue.Polymarket, seed: 4)), Is.Not.EqualTo(first));
        }
    }

    [Test]
    public void A_tenth_as_many_as_are_open_are_over_with_a_winner()
    {
        PredictionMarket[] markets = [.. Open(Catalogue.Polymarket).From(0).Select(row => row.Market)];
        PredictionMarket[] over = [.. markets.Where(market => !market.IsOpen(Now))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((markets.Length, over.Length), Is.EqualTo((550, 50)));
            Assert.That(over.Select(market => market.Winner(Now)), Has.None.Null);
            Assert.That(markets.Except(over).Select(market => market.Winner(Now)), Is.All.Null);
        }
    }

    [Test]
    public void A_market_that_ends_resolves_after_two_minutes()
    {
        PredictionMarket market = Open(Catalogue.Polymarket).At(0);
        UnixNanos end = UnixNanos.FromUnixSeconds(market.EndSeconds);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(market.Status(end - TimeSpan.FromSeconds(1)), Is.EqualTo(Wire.SettlementStatus.Open));
            Assert.That(market.Status(end), Is.EqualTo(Wire.SettlementStatus.Resolving));
            Assert.That(market.Status(end + TimeSpan.FromMinutes(2)), Is.EqualTo(Wire.SettlementStatus.Resolved));
        }
    }

    [Test]
    public void Tokens_have_77_digits_and_prices_are_inside_zero_and_one()
    {
        foreach (CatalogueRow row in Open(Catalogue.Polymarket).From(0))
        {
            OutcomePrices prices = row.Market.Prices(Now);
            Assert.That(row.Market.Token(0), Does.Match(@"^[1-9]\d{76}$"));
            Assert.That(row.Market.EventId(), Does.Match("^0x[0-9a-f]{64}$"));
            Assert.That(prices.YesBid, Is.Null.Or.InRange(0.01m, 0.99m));
            Assert.That(prices.YesAsk, Is.Null.Or.GreaterThan(prices.YesBid ?? 0).And.LessThanOrEqualTo(1m));
            Assert.That(prices.YesBid + prices.NoAsk, Is.Null.Or.EqualTo(1m));
            Assert.That(prices.YesAsk + prices.NoBid, Is.Null.Or.EqualTo(1m));
        }
    }

    [TestCase("")]
    [TestCase("none")]
    [TestCase("bitcoin-above-1-by-2026-01-01-0")]
    [TestCase("x-99999999")]
    [TestCase("x-99999999999999999999999")]
    public void What_is_not_there_is_not_found(string slug)
    {
        Catalogue catalogue = Open(Catalogue.Polymarket);
        Assert.That((catalogue.FindSlug(slug), catalogue.FindToken(slug)), Is.EqualTo(((CatalogueRow?)null, (CatalogueRow?)null)));
    }

    [TestCase(Opened - 300, true)]
    [TestCase(Opened - 300_000, true)]
    [TestCase(Opened - 301, false)]
    [TestCase(Opened, false)]
    [TestCase(1_735_689_300, false)]
    public void The_five_minutes_before_the_exchange_opened_are_known_and_resolved(long start, bool isKnown)
    {
        Catalogue catalogue = Open(Catalogue.Polymarket);
        PredictionMarket? market = catalogue.FindSlug($"eth-updown-5m-{start}")?.Market;
        Assert.That(market is not null, Is.EqualTo(isKnown));
        if (market is null)
            return;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(market.Winner(Now), Is.Not.Null);
            Assert.That(catalogue.FindToken(market.Token(1))?.Market.Slug, Is.EqualTo(market.Slug));
            Assert.That(catalogue.FindSlug(market.Slug)!.Market.Winner(Now), Is.EqualTo(market.Winner(Now)));
        }
    }

    [Test]
    public void A_token_with_a_wrong_digit_is_not_found()
    {
        Catalogue catalogue = Open(Catalogue.Polymarket);
        string token = catalogue.At(5).Token(0);
        Assert.That(catalogue.FindToken((token[0] == '9' ? '8' : '9') + token[1..]), Is.Null);
    }

    private static Catalogue Open(string venue, int seed = 7) => new(venue, seed, 500, Opened);

    private static string[] Questions(Catalogue catalogue) => [.. catalogue.From(0).Select(row => row.Market.Question + row.Market.Token(0))];
}
