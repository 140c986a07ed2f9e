using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

/// <summary>What <see cref="SequenceClient.StopEverythingAsync"/> did.</summary>
/// <param name="KillSwitch">The state of the kill switch as the server tells it; null when it could not be engaged.</param>
/// <param name="KillSwitchError">Why it could not be engaged; null when it was. After <see cref="Retryability.OutcomeUnknown"/> it may be engaged all the same.</param>
/// <param name="VenuesError">Why the connected venues could not be read; null when they were. Then nothing was cancelled.</param>
/// <param name="Venues">One row for each connected venue.</param>
public sealed record StopResult(KillSwitchStatus? KillSwitch, Exception? KillSwitchError, Exception? VenuesError, IReadOnlyList<VenueStop> Venues)
{
    /// <summary>True when the kill switch is engaged and every connected venue took the cancel.</summary>
    public bool IsComplete => KillSwitchError is null && VenuesError is null && Venues.All(venue => venue.IsDone);
}

/// <summary>The cancel of all open orders on one venue.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Answer">The server's answer, free-form; null when the call failed.</param>
/// <param name="Error">Why the call failed; null when it did not.</param>
public sealed record VenueStop(string Venue, JToken? Answer, Exception? Error)
{
    /// <summary>True when the server took the cancel.</summary>
    public bool IsDone => Error is null;
}
