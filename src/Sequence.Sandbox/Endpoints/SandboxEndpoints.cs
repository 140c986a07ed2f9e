using Sequence.Sandbox.Generation;

namespace Sequence.Sandbox.Endpoints;

/// <summary>Control of the paper account. A live key has no say here: 403.</summary>
internal sealed class SandboxEndpoints(ExchangeCore exchange) : SandboxOperations
{
    public override Task<Wire.SandboxPositionsResult> SeedSandboxPositionsAsync(ApiCall call, Wire.SandboxPositionsBody body)
    {
        Admit(call);
        return Task.FromResult(exchange.Scheduler.Enter(() =>
        {
            IReadOnlyList<SeedRow> rows = SeedReader.Read(body, exchange.Markets);
            int deleted = exchange.Engine.Seed(call.Account, rows, body.Replace ?? false);
            foreach (SeedRow row in rows)
                SettleIfDecided(call.Account.Ledger, row);
            return new Wire.SandboxPositionsResult { Written = rows.Count, Deleted = deleted };
        }));
    }

    public override Task<JToken> ResetSandboxAsync(ApiCall call)
    {
        Admit(call);
        return Task.FromResult<JToken>(exchange.Scheduler.Enter(() =>
        {
            exchange.Engine.Reset(call.Account);
            return new JObject(new JProperty("status", "ok"), new JProperty("default_balance_usd", call.Account.Paper.OpeningCash.ToDecimal()));
        }));
    }

    public override Task<JToken> GetSandboxSettingsAsync(ApiCall call)
    {
        Admit(call);
        return Task.FromResult<JToken>(exchange.Scheduler.Enter(() => call.Account.Paper.Settings));
    }

    public override Task<JToken> PutSandboxSettingsAsync(ApiCall call, JToken body)
    {
        Admit(call);
        return Task.FromResult<JToken>(exchange.Scheduler.Enter(() =>
        {
            call.Account.Paper.Change(body);
            return call.Account.Paper.Settings;
        }));
    }

    /// <summary>Contracts of a question that is over: Kalshi has paid them, on Polymarket they can be redeemed.</summary>
    private void SettleIfDecided(Ledger ledger, SeedRow row)
    {
        if (exchange.Predictions.FindOutcome(row.Symbol) is { } token && token.Market.Winner(exchange.Scheduler.Now) is { } winner)
            ledger.Settle(row.Venue, row.Symbol, token.Payout(winner), pays: row.Venue == Catalogue.Kalshi);
    }

    private static void Admit(ApiCall call)
    {
        if (call.Account.IsLive)
            throw RefusedException.Forbidden("A seq_live_ key has no paper account to control; use a seq_test_ key.");
    }
}
