using Newtonsoft.Json;
using Sequence.Exchange.Generation;
using Sequence.Sandbox;

namespace Sequence.Exchange.Faults;

/// <summary>A file of faults: a JSON array with an object for each (docs/sandbox.md).</summary>
internal static class FaultFile
{
    /// <summary>How each kind is read: what <see cref="Fault.Name"/> says, and its own members.</summary>
    public static readonly IReadOnlyDictionary<string, Func<FaultEntry, Fault>> Kinds = new Dictionary<string, Func<FaultEntry, Fault>>(StringComparer.Ordinal)
    {
        ["dropBeforeAccept"] = entry => Fault.DropBeforeAccept(entry.Operation()),
        ["dropAfterAccept"] = entry => Fault.DropAfterAccept(entry.Operation()),
        ["resetConnection"] = entry => Fault.ResetConnection(entry.Operation()),
        ["status"] = entry => entry.Checked("status", status => Fault.Status(entry.Operation(), status)),
        ["gatewayPage"] = entry => entry.Has("status")
            ? entry.Checked("status", status => Fault.GatewayPage(entry.Operation(), status: status))
            : Fault.GatewayPage(entry.Operation()),
        ["rateLimit"] = entry => entry.Has("retry_after_ms")
            ? entry.CheckedTime("retry_after_ms", wait => Fault.RateLimit(entry.Operation(), retryAfter: wait))
            : Fault.RateLimit(entry.Operation()),
        ["truncateBody"] = entry => Fault.TruncateBody(entry.Operation()),
        ["slowBody"] = entry => entry.CheckedTime("delay_ms", delay => Fault.SlowBody(entry.Operation(), delay)),
        ["delay"] = entry => entry.CheckedTime("delay_ms", delay => Fault.Delay(entry.OperationOrTopic(), delay)),
        ["garbage"] = entry => Fault.Garbage(entry.OperationOrTopic()),
        ["unknownMembers"] = entry => Fault.UnknownMembers(entry.OperationOrTopic()),
        ["unknownValue"] = entry => entry.Has("value")
            ? Fault.UnknownValue(entry.OperationOrTopic(), entry.Text("member"), entry.Text("value"))
            : Fault.UnknownValue(entry.OperationOrTopic(), entry.Text("member")),
        ["skewClock"] = entry => entry.CheckedTime("by_ms", by => Fault.SkewClock(by, entry.OperationOrTopic(Fault.Anything))),
        ["closeSockets"] = entry => entry.Checked("code", code => Fault.CloseSockets(code)),
        ["resetSockets"] = _ => Fault.ResetSockets(),
        ["halfOpenSockets"] = _ => Fault.HalfOpenSockets(),
        ["stallTopic"] = entry => Fault.StallTopic(entry.Topic()),
        ["loseFrames"] = entry => Fault.LoseFrames(entry.Topic()),
        ["duplicateFrames"] = entry => Fault.DuplicateFrames(entry.Topic()),
        ["reorderFrames"] = entry => Fault.ReorderFrames(entry.Topic()),
        ["rejectTopic"] = entry => Fault.RejectTopic(entry.Topic()),
    };

    /// <summary>Adds every fault of the file.</summary>
    /// <exception cref="InvalidDataException">The file does not fit; the message names it and the member.</exception>
    public static void AddTo(FaultSet faults, FaultPlaces places, string path)
    {
        JArray entries = Parse(path);
        for (int i = 0; i < entries.Count; i++)
            faults.Add(Read(new FaultEntry(FormattableString.Invariant($"{path}: [{i}]"), entries[i], places)));
    }

    private static JArray Parse(string path)
    {
        try
        {
            using JsonTextReader reader = WireJson.Reader(File.OpenText(path));
            return JToken.ReadFrom(reader) as JArray ?? throw new InvalidDataException($"{path}: faults are a JSON array.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    private static Fault Read(FaultEntry entry)
    {
        string kind = entry.Text("fault");
        if (!Kinds.TryGetValue(kind, out Func<FaultEntry, Fault>? read))
            throw entry.Refuse("fault", $"'{kind}' is none of {string.Join(", ", Kinds.Keys)}.");
        Fault fault = read(entry);
        if (entry.Has("times"))
            fault = entry.Checked("times", fault.Times);
        if (entry.Has("skip"))
            fault = entry.Checked("skip", fault.Skip);
        if (entry.Has("probability"))
            fault = entry.CheckedShare("probability", fault.WithProbability);
        if (entry.Has("after_ms"))
            fault = entry.CheckedTime("after_ms", fault.After);
        if (entry.Has("for_ms"))
            fault = entry.CheckedTime("for_ms", fault.For);
        if (entry.Flag("after_accept"))
            fault = entry.CheckedAfterAccept(fault);
        entry.RequireAllRead();
        return fault;
    }
}
