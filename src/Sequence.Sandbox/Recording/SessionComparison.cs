namespace Sequence.Sandbox.Recording;

/// <summary>Compares a replay with its recording, line by line and byte for byte, up to the first difference.</summary>
internal sealed class SessionComparison(SessionFile file, Secrets secrets) : ISessionSink
{
    private const string Nothing = "nothing";

    private int _next;

    public ReplayDifference? Difference { get; private set; }

    public void Take(SessionRecord line)
    {
        string replayed = SessionFormat.Write(line, secrets);
        if (Difference is not null)
            return;
        int at = _next++;
        if (at >= file.Lines.Count)
            Difference = new ReplayDifference(at + 1, "kind", Nothing, replayed);
        else if (replayed != file.Lines[at])
            Difference = Between(at + 1, JObject.Parse(file.Lines[at]), JObject.Parse(replayed));
    }

    /// <summary>The member of a line in which the two differ first; its kind, time and stream come before its content.</summary>
    private static ReplayDifference Between(int line, JObject recorded, JObject replayed)
    {
        string name = recorded.Properties().Concat(replayed.Properties()).Select(member => member.Name)
            .FirstOrDefault(member => !JToken.DeepEquals(recorded[member], replayed[member])) ?? "content";
        return new ReplayDifference(line, name, Text(recorded, name), Text(replayed, name));
    }

    private static string Text(JObject line, string name) => name == "content" ? line.ToString() : line[name] is { } value ? value.ToString() : Nothing;
}
