using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Torture;

/// <summary>An account that trades all the time over a client of its own, which nothing disturbs: orders that fill at once, that rest, and that are cancelled.</summary>
internal sealed class BusyAccount(SequenceClient client, BusyMarkets markets, IReadOnlyList<string> symbols, int seed)
{
    private const int MostResting = 12;

    private readonly Random _random = new(seed);
    private readonly Queue<string> _resting = new();

    /// <summary>Enough of each coin on each venue to sell for ever.</summary>
    public Task StockUpAsync(CancellationToken cancellationToken) => client.SandboxControl.SetPositionsAsync(
        [
            .. from venue in new[] { "coinbase", "kraken", "binance" }
               from coin in new[] { "BTC", "ETH", "SOL" }
               select new SandboxPosition { Venue = venue, Kind = InstrumentKind.Crypto, Symbol = coin, Qty = 1_000_000m },
        ],
        cancellationToken: cancellationToken);

    public async Task StepAsync(CancellationToken cancellationToken)
    {
        string symbol = symbols[_random.Next(symbols.Count)];
        bool buys = _random.Next(2) == 0;
        decimal quantity = 0.01m * _random.Next(1, 100);
        OrderBuilder order = buys ? client.Buy(symbol, quantity) : client.Sell(symbol, quantity);
        (Px? bid, Px? ask) = markets.Best(symbol);
        bool rests = _random.Next(3) == 0 && bid is not null && ask is not null;
        SubmitResult submit = await (rests ? order.LimitPrice((buys ? bid : ask)!.Value.ToDecimal()) : order).SubmitAsync(cancellationToken);
        if (rests)
            _resting.Enqueue(submit.NodeOrderId("order"));
        if (_resting.Count > MostResting)
            await CancelAsync(_resting.Dequeue(), cancellationToken);
    }

    private async Task CancelAsync(string order, CancellationToken cancellationToken)
    {
        try
        {
            await client.CancelOrderAsync(order, cancellationToken);
        }
        catch (SequenceApiException e) when (e.Code == "ORDER_TERMINAL")
        {
            // It was filled in the meantime.
        }
    }
}
