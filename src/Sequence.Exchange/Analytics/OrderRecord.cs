namespace Sequence.Exchange.Analytics;

/// <summary>What the journal knows of one order: where it began, its steps, and what it did on each venue.</summary>
/// <param name="order">Which order.</param>
/// <param name="isSlice">A part of a paced order, which has a record of its own.</param>
/// <param name="isPrediction">It trades an outcome.</param>
/// <param name="arrival">The market when it was created.</param>
/// <param name="volumeBefore">What had traded by then.</param>
internal sealed class OrderRecord(OrderState order, bool isSlice, bool isPrediction, Arrival arrival, MarketVolume volumeBefore)
{
    /// <summary>How many of the latest steps are kept.</summary>
    public const int KeptSteps = 200;

    private readonly Queue<TraceStep> _trace = new();
    private readonly OrderedDictionary<string, VenueExecution> _venues = new(StringComparer.Ordinal);
    private MarketVolume _own;

    public OrderState Order { get; } = order;

    public bool IsSlice { get; } = isSlice;

    public bool IsPrediction { get; } = isPrediction;

    public Arrival Arrival { get; } = arrival;

    /// <summary>The state that was last written down.</summary>
    public Wire.OrderStatus? Status { get; set; }

    public UnixNanos? AdmittedAt { get; set; }

    public UnixNanos? FirstFillAt { get; private set; }

    /// <summary>Its costs; null while it works.</summary>
    public CostReport? Report { get; set; }

    /// <summary>The latest steps, the oldest first.</summary>
    public IReadOnlyList<Wire.TraceEvent> Trace => [.. _trace.Select(step => step.ToWire())];

    /// <summary>In order of first use.</summary>
    public IReadOnlyCollection<VenueExecution> Venues => _venues.Values;

    public Executed Executed => _venues.Values.Aggregate(default(Executed), (sum, venue) => sum + venue.Executed);

    public VenueExecution At(string venue)
    {
        if (!_venues.TryGetValue(venue, out VenueExecution? execution))
            _venues[venue] = execution = new VenueExecution(venue);
        return execution;
    }

    /// <summary>Writes a step down.</summary>
    /// <param name="type">The word of the wire.</param>
    /// <param name="at">Exchange time.</param>
    /// <param name="detail">Made only when somebody reads the trace, so it must not depend on what changes.</param>
    /// <param name="venue">Where.</param>
    public void Step(string type, UnixNanos at, Func<JObject> detail, string? venue = null)
    {
        if (_trace.Count == KeptSteps)
            _trace.Dequeue();
        _trace.Enqueue(new TraceStep(type, at, venue, detail));
    }

    public void Add(ExecutionReport fill)
    {
        FirstFillAt ??= fill.At;
        _own = _own.Plus(fill.Price, fill.Quantity);
        At(fill.Venue).Add(fill);
    }

    /// <summary>The average price at which all others traded since the order was created; null when nobody did.</summary>
    public Px? OthersVwap(MarketVolume volumeNow) => (volumeNow - volumeBefore - _own).Vwap;

    private sealed record TraceStep(string Type, UnixNanos At, string? Venue, Func<JObject> Detail)
    {
        public Wire.TraceEvent ToWire() => new() { EventType = Type, Timestamp = At, Venue = Venue, Detail = Detail().ToString(Newtonsoft.Json.Formatting.None) };
    }
}
