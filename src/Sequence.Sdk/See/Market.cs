using System.Runtime.Serialization;

namespace Sequence.Sdk;

public partial class Market
{
    // Newer servers call the condition id event_id, and no longer send two of the volumes.
    [OnDeserialized]
    private void FillWhatNewerServersLeaveOut(StreamingContext context)
    {
        ConditionId ??= EventId;
        VolumeWeek ??= 0;
        Liquidity ??= 0;
    }
}
