namespace Sequence.Sandbox.Recording;

/// <summary>Learns the keys and tickets that the exchange of a replay gives out, and keeps nothing else.</summary>
internal sealed class Learner(Secrets secrets) : ISessionSink
{
    public void Take(SessionRecord line)
    {
        if (line is CallRecord)
            SessionFormat.Write(line, secrets);
    }
}
