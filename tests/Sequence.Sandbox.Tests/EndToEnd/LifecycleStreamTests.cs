using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>The streams of new and resolved markets against the exchange, on its virtual clock.</summary>
public sealed class LifecycleStreamTests : ExchangeTest
{
    /// <summary>Events that a fresh exchange tells at once.</summary>
    private const int Replayed = 128;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Markets_appear_and_are_decided_under_the_same_event_id()
    {
        using var patience = new CancellationTokenSource(Patience);
        await using SequenceClient client = Trading.ClientOf(Exchange, Key);
        await using LifecycleStream minted = await client.StreamNewMarketsAsync(patience.Token);
        await using LifecycleStream resolved = await client.StreamResolvedMarketsAsync(patience.Token);
        await using IAsyncEnumerator<JToken> markets = minted.GetAsyncEnumerator(patience.Token);
        await using IAsyncEnumerator<StreamEvent> ends = resolved.Events.GetAsyncEnumerator(patience.Token);
        Assert.That(await ends.MoveNextAsync() ? ends.Current : null, Is.EqualTo(new StreamEvent.Connected(1)));
        List<string?> opened = [];
        while (opened.Count < Replayed && await markets.MoveNextAsync())
            opened.Add((string?)markets.Current["event_id"]);
        List<string?> past = [];
        while (past.Count < Replayed && await ends.MoveNextAsync())
            past.Add(((StreamEvent.MarketResolved)ends.Current).Value.EventId);

        Time.Advance(TimeSpan.FromMinutes(5));

        List<string?> decided = [];
        while (decided.Count < 3 && await ends.MoveNextAsync())
            decided.Add(((StreamEvent.MarketResolved)ends.Current).Value.EventId);
        Assert.That(await markets.MoveNextAsync(), Is.True);
        Assert.That((string?)markets.Current["slug"], Is.EqualTo("btc-updown-5m-1767614700"));
        Assert.That(past, Does.Contain(opened[0]).And.No.Member(opened[^1]));
        Assert.That(decided, Is.EqualTo(opened[^3..]));
    }
}
