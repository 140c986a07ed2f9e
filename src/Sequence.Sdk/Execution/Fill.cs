using Newtonsoft.Json;

namespace Sequence.Sdk;

public partial class Fill
{
    /// <summary>Price times quantity, rounded to 1e-9 half to even.</summary>
    [JsonIgnore]
    public Usd Notional => Price * Qty;
}
