using NUnit.Framework;
using Sequence.Exchange.Markets;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Instruments;

/// <summary>When a market that is quoted on demand is awake.</summary>
public sealed class AttentionTests
{
    private static readonly UnixNanos Start = UnixNanos.FromUnixSeconds(1_000_000);

    private readonly Attention _attention = new(Start);

    private int _woken;

    [Test]
    public void It_sleeps_until_somebody_asks_and_a_minute_after()
    {
        var attention = new Attention(Start);
        attention.Woken += () => _woken++;
        Assert.That((attention.IsAwake(Start), attention.LastAsked), Is.EqualTo((false, Start)));
        attention.Ask(At(10));
        Assert.That((attention.IsAwake(At(10)), attention.IsAwake(At(69)), attention.IsAwake(At(70)), _woken), Is.EqualTo((true, true, false, 1)));
        attention.Ask(At(69));
        Assert.That((attention.IsAwake(At(128)), _woken), Is.EqualTo((true, 1)), "it was awake");
        attention.Ask(At(129));
        Assert.That(_woken, Is.EqualTo(2));
    }

    [Test]
    public void It_is_awake_while_somebody_holds_it()
    {
        _attention.Hold(At(0));
        _attention.Hold(At(1));
        _attention.Release();
        Assert.That(_attention.IsAwake(At(100_000)));
        _attention.Release();
        Assert.That(_attention.IsAwake(At(100_000)), Is.False);
    }

    private static UnixNanos At(int seconds) => Start + TimeSpan.FromSeconds(seconds);
}
