using System.Runtime.Serialization;

namespace Sequence.Sdk;

public partial class FundingRate
{
    // Central exchanges may leave the name of the decentralised exchange out.
    [OnDeserialized]
    private void FillDex(StreamingContext context) => Dex ??= string.Empty;
}
