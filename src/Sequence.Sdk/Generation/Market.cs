using System.Runtime.Serialization;

namespace Sequence.Sdk;

public partial class Market
{
    [OnDeserialized]
    private void AfterOrdinaryRead(StreamingContext context) => AfterRead();

    // Newer servers call the condition id event_id, and no longer send two of the volumes.
    partial void AfterRead()
    {
        ConditionId ??= EventId;
        VolumeWeek ??= 0;
        Liquidity ??= 0;
    }
}
