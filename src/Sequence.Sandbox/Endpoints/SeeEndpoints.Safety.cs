using Sequence.Exchange.Wire;

namespace Sequence.Sandbox.Endpoints;

// Stopping: every key may clear its own kill switch, paper trading knows no admins.
internal sealed partial class SeeEndpoints
{
    public override Task<KillSwitchStatus> EngageKillSwitchAsync(ApiCall call, KillSwitchBody body) => Task.FromResult(exchange.Scheduler.Enter(() =>
    {
        call.Account.KillSwitch.Engage(body.Reason);
        events.PublishKillSwitch(call.Account);
        return KillSwitch(call);
    }));

    public override Task<KillSwitchStatus> PutKillSwitchAsync(ApiCall call, KillSwitchBody body) => EngageKillSwitchAsync(call, body);

    public override Task<KillSwitchStatus> ClearKillSwitchAsync(ApiCall call) => Task.FromResult(exchange.Scheduler.Enter(() =>
    {
        call.Account.KillSwitch.Clear();
        events.PublishKillSwitch(call.Account);
        return KillSwitch(call);
    }));

    public override Task<JToken> CancelAllOnVenueAsync(ApiCall call, string venue) => Task.FromResult<JToken>(exchange.Scheduler.Enter(() =>
    {
        string known = exchange.Markets.All.Select(market => market.Venue).FirstOrDefault(name => name.Equals(venue, StringComparison.OrdinalIgnoreCase))
            ?? throw RefusedException.NotFound($"Nothing trades on a venue called '{venue}'.");
        return new JObject(new JProperty("venue", known), new JProperty("cancelled", exchange.Engine.CancelAll(call.Account, known)));
    }));

    private static KillSwitchStatus KillSwitch(ApiCall call) => new() { Engaged = call.Account.KillSwitch.IsEngaged, Reason = call.Account.KillSwitch.Reason };
}
