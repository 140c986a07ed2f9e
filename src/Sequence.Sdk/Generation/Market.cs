using System.Runtime.Serialization;

namespace Sequence.Sdk;

public partial class Market
{
    [OnDeserialized]
    private void AfterOrdinaryRead(StreamingContext context) => AfterRead();

    // Newer servers call the condition id event_id.
    partial void AfterRead()
    {
        if (SentConditionId is null && EventId is not null)
            ConditionId = EventId;
    }
}
