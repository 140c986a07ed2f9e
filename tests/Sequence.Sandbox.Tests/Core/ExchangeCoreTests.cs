using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Sequence.Exchange;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Exchange.Orders;

namespace Sequence.Sandbox.Tests.Core;

/// <summary>The exchange without a server.</summary>
public sealed class ExchangeCoreTests
{
    [Test]
    public void It_trades_in_process_without_a_server()
    {
        OrderState order = Trade(seed: 7);

        Assert.That((order.Status, order.Filled), Is.EqualTo((Wire.OrderStatus.Completed, order.Quantity)));
    }

    [Test]
    public void The_same_seed_gives_the_same_trade()
    {
        OrderState first = Trade(seed: 7);
        OrderState again = Trade(seed: 7);
        OrderState other = Trade(seed: 8);

        Assert.That(again.FilledNotional, Is.EqualTo(first.FilledNotional).And.Not.EqualTo(other.FilledNotional));
    }

    [Test]
    public void Prediction_markets_are_announced_to_those_who_subscribed_before_the_opening()
    {
        using var scheduler = new Scheduler(Clock());
        var minted = new List<string>();
        scheduler.Enter(() =>
        {
            var core = new ExchangeCore(scheduler, new ExchangeSettings());
            core.Minted += row => minted.Add(row.Market.Slug);
            core.Open();
        });

        Assert.That(minted, Has.Count.EqualTo(3));
    }

    private static OrderState Trade(int seed)
    {
        FakeTimeProvider time = Clock();
        using var scheduler = new Scheduler(time);
        (ExchangeCore core, Account account) = scheduler.Enter(() =>
        {
            var opened = new ExchangeCore(scheduler, new ExchangeSettings(seed));
            opened.Open();
            return (opened, opened.Keyring.AccountOf(opened.Keyring.NewKey()));
        });
        time.Advance(TimeSpan.FromSeconds(5));
        scheduler.Enter(() => core.Engine.Submit(account, new Wire.SubmitBody { Symbol = "BTC-USD", Side = Wire.Side.Buy, Qty = 0.01m }));
        time.Advance(TimeSpan.FromSeconds(1));
        return scheduler.Enter(() => core.Engine.Orders(account).Single());
    }

    private static FakeTimeProvider Clock() => new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
}
