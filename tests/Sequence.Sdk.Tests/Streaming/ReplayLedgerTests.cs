using Sequence.Sdk.Streaming;

namespace Sequence.Sdk.Tests.Streaming;

internal sealed class ReplayLedgerTests
{
    [Test]
    public void What_is_remembered_is_bounded_and_the_oldest_is_forgotten_first()
    {
        var ledger = new ReplayLedger(3);
        foreach (string id in new[] { "a", "b", "c", "a", "d" })
            ledger.Add(id, null);
        Assert.That(ledger.Add("b", null).IsNew, Is.False);
        Assert.That(ledger.Add("a", null).IsNew, Is.True);
    }

    [Test]
    public void Only_the_first_event_after_a_reconnection_is_asked_for_a_proof()
    {
        var ledger = new ReplayLedger(10);
        ledger.Add("a", UnixNanos.FromRaw(1));
        ledger.Reconnected();
        Assert.That(ledger.Add("c", UnixNanos.FromRaw(3)), Is.EqualTo((true, true)));
        Assert.That(ledger.Add("d", UnixNanos.FromRaw(4)), Is.EqualTo((true, false)));
    }

    [Test]
    public void A_server_that_never_told_anything_owes_no_proof()
    {
        var ledger = new ReplayLedger(10);
        ledger.Reconnected();
        Assert.That(ledger.GiveUp(), Is.False);
        Assert.That(ledger.Add("a", UnixNanos.FromRaw(1)), Is.EqualTo((true, false)));
    }
}
