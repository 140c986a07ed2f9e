using NUnit.Framework;
using Sequence.Sandbox.Tests.Recording;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>Coins in a fresh account, and what a sale says without them.</summary>
public sealed class OpeningBalanceTests
{
    [Test]
    public async Task Opening_coins_are_sold_and_a_reset_brings_them_back()
    {
        await using Trading trading = await Trading.StartAsync(new SandboxOptions { Seed = 7, OpeningBalances = new Dictionary<string, decimal> { ["BTC"] = 0.25m } });
        SubmitResult submit = await trading.Client.Sell("BTC-USD", 0.5m).SubmitAsync();
        OrderResponse order = await trading.Client.WaitForOrderAsync(submit.OrderId);
        Assert.That((order.Status, order.FilledQty), Is.EqualTo((OrderStatus.Completed, Qty.FromDecimal(0.5m))));
        Assert.That(await HeldAsync(trading), Is.EqualTo(0.25m));
        await trading.Client.SandboxControl.ResetAsync();
        Assert.That(await HeldAsync(trading), Is.EqualTo(0.75m), "on coinbase, kraken and binance");
    }

    [Test]
    public async Task A_sale_without_coins_says_how_to_seed_them()
    {
        await using Trading trading = await Trading.StartAsync();
        SubmitResult submit = await trading.Client.Sell("BTC-USD", 0.5m).SubmitAsync();
        OrderResponse order = await trading.Client.WaitForOrderAsync(submit.OrderId);
        Assert.That(order.FailureReason, Does.StartWith("INSUFFICIENT_BALANCE: BTC").And.Contains("OpeningBalances"));
    }

    [TestCase("-1")]
    [TestCase("0.123456789")]
    [TestCase("10000.1")]
    public async Task A_balance_that_cannot_be_is_refused(string quantity)
    {
        var options = new SandboxOptions { OpeningBalances = new Dictionary<string, decimal> { ["BTC"] = decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture) } };
        ArgumentException? refused = await Assert.ThrowsAsync<ArgumentException>(() => SandboxExchange.StartAsync(options));
        Assert.That(refused!.Message, Does.Contain("BTC"));
    }

    [Test]
    public async Task A_name_that_is_no_coin_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => SandboxExchange.StartAsync(new SandboxOptions { OpeningBalances = new Dictionary<string, decimal> { ["B T=C"] = 1m } }));

    [Test]
    public async Task A_recording_replays_with_its_opening_coins()
    {
        string file = SessionText.NewFile("coins");
        await using (Trading trading = await Trading.StartAsync(new SandboxOptions
        {
            Seed = 7,
            RecordFile = file,
            OpeningBalances = new Dictionary<string, decimal> { ["BTC"] = 0.25m, ["ETH"] = 3m },
        }))
        {
            SubmitResult submit = await trading.Client.Sell("BTC-USD", 0.5m).SubmitAsync();
            await trading.Client.WaitForOrderAsync(submit.OrderId);
        }

        ReplayReport report = await SandboxReplay.CheckAsync(file);
        Assert.That(report.Difference, Is.Null, report.Difference?.ToString());
        Assert.That(SessionText.Lines(file)[0], Does.Contain("BTC=0.25"));
    }

    private static async Task<decimal> HeldAsync(Trading trading)
    {
        PositionsResponse positions = await trading.Client.Positions().FetchAsync();
        return positions.Positions.Where(row => row.Instrument.Symbol == "BTC").Sum(row => row.Qty.ToDecimal());
    }
}
