using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Plans;

/// <summary>Reads that give values to later calls (settings, a symbol, a slug), or that are called in several variants.</summary>
internal sealed class Readings(Prober prober, Known known)
{
    public async Task RunAsync()
    {
        await AccountAsync().ConfigureAwait(false);
        await SymbolsAsync().ConfigureAwait(false);
        await QuotesAsync().ConfigureAwait(false);
        await FundingAsync().ConfigureAwait(false);
        await PredictionsAsync().ConfigureAwait(false);
        await PreviewAsync().ConfigureAwait(false);
    }

    private async Task AccountAsync()
    {
        known.Settings = await prober.RunAsync(new Call("getSandboxSettings")).ConfigureAwait(false);
        await prober.RunAsync(new Call("getTradingWallet") { Expect = Expectation.MayBeAbsent }).ConfigureAwait(false);
        await prober.RunAsync(new Call("getDefaultWallet") { Expect = Expectation.MayBeAbsent }).ConfigureAwait(false);
        await prober.RunAsync(new Call("getPositionsUnified") { With = { ["kinds"] = "fiat,crypto", ["include_closed"] = "true" } }).ConfigureAwait(false);
    }

    private async Task SymbolsAsync()
    {
        JToken? symbols = await prober.RunAsync(new Call("listSymbols")).ConfigureAwait(false);
        List<JObject> spot = [.. Pick.Rows(symbols).Where(row => Pick.Text(row, "instrument_type") == "spot" && Pick.Text(row, "symbol") is not null)];
        JObject? chosen = spot.Find(row => Pick.Text(row, "symbol") == known.Symbol) ?? spot.FirstOrDefault();
        known.Symbol = Pick.Text(chosen, "symbol") ?? known.Symbol;
        known.Underlying = Pick.Text(chosen, "base") ?? known.Underlying;
        known.Venue = (Pick.At(chosen, "venues") as JArray)?.Values<string>().FirstOrDefault() ?? known.Venue;
        await prober.RunAsync(new Call("getPriceHistory") { With = { ["symbol"] = known.Symbol, ["range"] = "1d", ["fidelity_secs"] = "300" } }).ConfigureAwait(false);
        await prober.RunAsync(new Call("getPriceHistory") { With = { ["symbol"] = known.Symbol, ["fidelity_secs"] = "0", ["limit"] = "10" } }).ConfigureAwait(false);
    }

    private async Task QuotesAsync()
    {
        JToken? quote = await prober.RunAsync(new Call("getQuote") { With = { ["symbol"] = known.Symbol, ["depth"] = "10" } }).ConfigureAwait(false);
        known.Bid = Pick.Number(quote, "nbbo", "bid");
        await prober.RunAsync(new Call("getQuote") { With = { ["symbol"] = Known.NoSuchId, ["nowait"] = "true" }, Expect = Expectation.MayBeAbsent }).ConfigureAwait(false);
        await prober.RunAsync(new Call("listQuotes") { With = { ["symbols"] = known.Symbol } }).ConfigureAwait(false);
        await prober.RunAsync(new Call("getQuotesBatch")
        {
            Body = new JObject { ["symbols"] = new JArray(known.Symbol, Known.NoSuchId), ["depth"] = 10, ["nowait"] = true, ["concurrency"] = 64 },
        }).ConfigureAwait(false);
    }

    private async Task FundingAsync()
    {
        JToken? rates = await prober.RunAsync(new Call("getFundingRates")).ConfigureAwait(false);
        if (Pick.Rows(rates, "rates").FirstOrDefault() is { } row)
        {
            known.PerpSymbol = Pick.Text(row, "symbol") ?? known.PerpSymbol;
            known.PerpVenue = Pick.Text(row, "venue") ?? known.PerpVenue;
        }

        await prober.RunAsync(new Call("getFundingHistory") { With = { ["symbol"] = known.PerpSymbol, ["venue"] = known.PerpVenue, ["range"] = "1w" } }).ConfigureAwait(false);
    }

    private async Task PredictionsAsync()
    {
        JToken? markets = await prober.RunAsync(new Call("listMarkets") { With = { ["venue"] = "polymarket", ["active"] = "true", ["limit"] = "20" } }).ConfigureAwait(false);
        known.Slug = Pick.Text(Pick.Rows(markets, "markets").FirstOrDefault(), "slug");
        await prober.RunAsync(new Call("listMarkets") { With = { ["venue"] = "kalshi", ["active"] = "true", ["limit"] = "5" } }).ConfigureAwait(false);
        await prober.RunAsync(new Call("getSettlement")
        {
            With = { ["slug"] = known.Slug ?? Known.NoSuchId, ["underlying"] = "false" },
            Expect = known.Slug is null ? Expectation.UnknownId : Expectation.MayBeAbsent,
        }).ConfigureAwait(false);
        JToken? rewards = await prober.RunAsync(new Call("listPolymarketRewards")).ConfigureAwait(false);
        known.RewardToken = Pick.Text(Pick.Rows(rewards).FirstOrDefault(), "token_id");
        await prober.RunAsync(new Call("getPolymarketReward")
        {
            With = { ["token_id"] = known.RewardToken ?? Known.NoSuchId },
            Expect = known.RewardToken is null ? Expectation.UnknownId : Expectation.MayBeAbsent,
        }).ConfigureAwait(false);
    }

    /// <summary>A preview submits nothing.</summary>
    private Task<JToken?> PreviewAsync() => prober.RunAsync(new Call("previewOrder")
    {
        Body = new JObject { ["symbol"] = known.Symbol, ["side"] = "buy", ["order_type"] = "market", ["qty"] = Known.SmallQty },
    });
}
