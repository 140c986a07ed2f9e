namespace Sequence.Sandbox.Tests.Torture;

/// <summary>Everything that can go wrong between a stream and its server, dealt from a seed: each kind as often as the others.</summary>
internal sealed class FaultDeck(FaultSet faults, IReadOnlyList<string> symbols, int seed)
{
    private static readonly int[] Codes = [1000, 1001, 1002, 1008, 1011, 1012, 1013, 4000];

    private readonly Random _random = new(seed);
    private readonly List<ActiveFault> _dealt = [];
    private readonly Queue<Action> _hand = new();

    /// <summary>How many scenes were dealt; one may be made of several faults.</summary>
    public int Scenes { get; private set; }

    /// <summary>How often the faults of each kind acted.</summary>
    public SortedDictionary<string, int> Fired
    {
        get
        {
            var fired = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (ActiveFault fault in _dealt)
                fired[fault.Fault.Name] = fired.GetValueOrDefault(fault.Fault.Name) + fault.Fired;
            return fired;
        }
    }

    /// <summary>Faults of the exchange that acted at least once.</summary>
    public int Acted => _dealt.Count(fault => fault.Fired > 0);

    /// <summary>How many frames of a topic may have come behind later ones.</summary>
    public int Overtaken(string topic) =>
        _dealt.Where(fault => fault.Fault.Name is "reorderFrames" or "delay" && fault.Fault.IsAbout(topic)).Sum(fault => fault.Fired);

    public void Deal()
    {
        if (_hand.Count == 0)
        {
            Action[] all = [.. Sockets(), .. Frames(), .. Openings(), .. Lists()];
            _random.Shuffle(all);
            foreach (Action scene in all)
                _hand.Enqueue(scene);
        }

        Scenes++;
        _hand.Dequeue()();
    }

    private IEnumerable<Action> Sockets() =>
    [
        () => Add(Fault.CloseSockets(Code())),
        () => Add(Fault.CloseSockets(Code(), times: Few())),
        () => Add(Fault.ResetSockets()),
        () => Add(Fault.ResetSockets(times: Few())),
        () => Add(Fault.HalfOpenSockets()),
        () => Add(Fault.RejectTopic(OfAccount(), times: 1), Fault.CloseSockets(Code())),
        () => Add(Fault.RejectTopic(OfMarket(), times: Few()), Fault.ResetSockets()),
    ];

    private IEnumerable<Action> Frames() =>
    [
        () => Add(Fault.StallTopic(OfAccount()).For(Seconds(0.2, 6))),
        () => Add(Fault.StallTopic(OfAccount(), times: Few())),
        () => Add(Fault.StallTopic(OfMarket()).For(Seconds(0.2, 6))),
        () => Add(Fault.LoseFrames(OfAccount(), times: Few())),
        () => Add(Fault.LoseFrames(OfMarket(), times: Few())),
        () => Add(Fault.DuplicateFrames(OfAccount(), times: 10 * Few())),
        () => Add(Fault.DuplicateFrames(OfMarket(), times: Few())),
        () => Add(Fault.ReorderFrames(OfAccount(), times: Few())),
        () => Add(Fault.ReorderFrames(OfMarket(), times: Few())),
        () => Add(Fault.Delay(OfAccount(), Seconds(0.1, 4), times: Few())),
        () => Add(Fault.Garbage(OfAccount(), times: 1)),
        () => Add(Fault.Garbage(OfMarket(), times: Few())),
        () => Add(Fault.UnknownMembers(OfAccount(), times: Few())),
    ];

    private IEnumerable<Action> Openings() =>
    [
        () => Add(Fault.Status("openStream", 503, times: Few()), Fault.CloseSockets(Code())),
        () => Add(Fault.RateLimit("openStream", times: 1, TimeSpan.FromSeconds(1)), Fault.ResetSockets()),
        () => Add(Fault.GatewayPage("openStream", times: Few()), Fault.CloseSockets(Code())),
        () => Add(Fault.DropBeforeAccept("openStream", times: Few()), Fault.ResetSockets()),
        () => Add(Fault.Delay("openStream", Seconds(0.5, 3), times: 1), Fault.CloseSockets(Code())),
    ];

    private IEnumerable<Action> Lists() =>
    [
        () => Add(Fault.Status(List(), 503, times: 2 * Few()), Fault.CloseSockets(Code())),
        () => Add(Fault.RateLimit(List(), times: Few()), Fault.CloseSockets(Code())),
        () => Add(Fault.TruncateBody(List(), times: Few()), Fault.ResetSockets()),
        () => Add(Fault.Garbage(List(), times: Few()), Fault.CloseSockets(Code())),
        () => Add(Fault.DropAfterAccept(List(), times: Few()), Fault.ResetSockets()),
        () => Add(Fault.Delay(List(), Seconds(0.2, 3), times: Few()), Fault.CloseSockets(Code())),
        () => Add(Fault.Delay(List(), Seconds(0.2, 2), times: Few()), Fault.CloseSockets(Code(), times: Few())),
    ];

    private void Add(params IEnumerable<Fault> scene)
    {
        foreach (Fault fault in scene)
            _dealt.Add(faults.Add(fault));
    }

    private int Few() => _random.Next(1, 4);

    private int Code() => Codes[_random.Next(Codes.Length)];

    private TimeSpan Seconds(double from, double to) => TimeSpan.FromSeconds(from + (_random.NextDouble() * (to - from)));

    private string OfAccount() => _random.Next(2) == 0 ? "orders" : "fills";

    private string OfMarket() => (_random.Next(2) == 0 ? "prices:" : "book:") + symbols[_random.Next(symbols.Count)];

    private string List() => _random.Next(2) == 0 ? "listOrders" : "listFills";
}
