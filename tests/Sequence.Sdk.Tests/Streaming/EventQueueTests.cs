using Sequence.Sdk.Streaming;

namespace Sequence.Sdk.Tests.Streaming;

internal sealed class EventQueueTests
{
    [Test]
    public void A_newer_price_takes_the_place_of_the_one_that_waits()
    {
        var queue = new EventQueue(10);
        TopicQueue a = queue.Open("prices:A", QueuePolicy.Latest);
        TopicQueue b = queue.Open("prices:B", QueuePolicy.Latest);
        queue.Post(a, Numbered("a", 1));
        queue.Post(b, Numbered("b", 1));
        queue.Post(a, Numbered("a", 2));
        Assert.That(Drain(queue), Is.EqualTo("a2 b1"));
    }

    [Test]
    public void A_price_after_a_gap_does_not_move_before_it()
    {
        var queue = new EventQueue(10);
        TopicQueue prices = queue.Open("prices:A", QueuePolicy.Latest);
        queue.Post(prices, Numbered("p", 1));
        queue.PostDisconnected("lost");
        queue.Post(prices, Numbered("p", 2));
        queue.Post(prices, Numbered("p", 3));
        Assert.That(Drain(queue), Is.EqualTo("p1 gap:prices:A p3"));
    }

    [Test]
    public void Gaps_that_nobody_has_read_are_one_gap()
    {
        var queue = new EventQueue(10);
        TopicQueue prices = queue.Open("prices:A", QueuePolicy.Latest);
        TopicQueue fills = queue.Open("fills", QueuePolicy.NeverDrop);
        for (int i = 1; i <= 3; i++)
        {
            queue.Post(prices, Numbered("p", i));
            if (i == 2)
                queue.Post(fills, Numbered("f", i));
            queue.PostDisconnected("lost " + i);
        }

        Assert.That(Drain(queue), Is.EqualTo("p1 gap:prices:A gap:fills f2 gap:fills"));
        TopicStatistics counted = queue.Snapshot().Topics[0];
        Assert.That((counted.Delivered, counted.Conflated), Is.EqualTo((1L, 2L)));
    }

    [Test]
    public void The_gap_of_an_overflow_counts_what_is_missing()
    {
        var queue = new EventQueue(2);
        TopicQueue fills = queue.Open("fills", QueuePolicy.NeverDrop);
        for (int i = 1; i <= 5; i++)
            queue.Post(fills, Numbered("f", i));
        Assert.That(queue.TryTake(out _), Is.True);
        queue.Post(fills, Numbered("f", 6));
        queue.Post(fills, Numbered("f", 7));
        Assert.That(Drain(queue), Is.EqualTo("f2 gap:fills-3 f6 gap:fills-1"));
    }

    [Test]
    public void A_new_connection_takes_the_words_about_the_last_one_out_of_line()
    {
        var queue = new EventQueue(10);
        queue.EnqueueConnectionEvent(new StreamEvent.Connected(1));
        queue.EnqueueConnectionEvent(new StreamEvent.Subscribed(["a"]));
        queue.EnqueueConnectionEvent(new StreamEvent.Rejected("b", null), "b");
        queue.EnqueueConnectionEvent(new StreamEvent.Connected(2));
        queue.EnqueueConnectionEvent(new StreamEvent.Subscribed(["a"]));
        queue.EnqueueConnectionEvent(new StreamEvent.Subscribed(["a", "b"]));
        Assert.That(Drain(queue), Is.EqualTo("connected:2 subscribed:a,b"));
    }

    [Test]
    public void A_malformed_message_waits_with_its_topic_only_where_each_event_counts()
    {
        var queue = new EventQueue(1);
        TopicQueue prices = queue.Open("prices:A", QueuePolicy.Latest);
        TopicQueue fills = queue.Open("fills", QueuePolicy.NeverDrop);
        queue.Post(prices, Numbered("p", 1));
        queue.PostMalformed(prices, new StreamEvent.Malformed("prices:A", "x"));
        queue.PostMalformed(null, new StreamEvent.Malformed(null, "y"));
        queue.PostMalformed(fills, new StreamEvent.Malformed("fills", "z"));
        Assert.That(Drain(queue), Is.EqualTo("p1 bad:x gap:malformed-1 bad:z"));
        Assert.That(queue.Snapshot().Malformed, Is.EqualTo(3));
    }

    [Test]
    public async Task The_end_lets_the_reader_finish_unless_it_asked_for_the_end()
    {
        var failed = new EventQueue(1);
        failed.Post(failed.Open("fills", QueuePolicy.NeverDrop), Numbered("f", 1));
        failed.Complete(new InvalidOperationException("refused"), discard: false);
        Assert.That(Drain(failed), Is.EqualTo("f1"));
        Assert.That(await failed.WaitAsync(CancellationToken.None), Is.True, "the word that something came");
        await Assert.ThatAsync(async () => await failed.WaitAsync(CancellationToken.None), Throws.InvalidOperationException);

        var disposed = new EventQueue(1);
        TopicQueue fills = disposed.Open("fills", QueuePolicy.NeverDrop);
        disposed.Post(fills, Numbered("f", 1));
        disposed.Complete(null, discard: true);
        disposed.Post(fills, Numbered("f", 2));
        Assert.That(Drain(disposed), Is.Empty);
        Assert.That(disposed.Snapshot().Topics[0], Is.EqualTo(new TopicStatistics("fills", 1, 0, 0, 1, 0)));
    }

    /// <summary>Any mix of posts, losses and reads: counters add up, order holds, nothing crosses a gap, and the queue stays small.</summary>
    [Test]
    public void Whatever_happens_nothing_is_lost_in_silence([Range(1, 40)] int seed)
    {
        const int Capacity = 5;
        var random = new Random(seed);
        var queue = new EventQueue(Capacity);
        Lane[] lanes = [new(queue, "prices:A", QueuePolicy.Latest), new(queue, "fills", QueuePolicy.NeverDrop), new(queue, "book:A", QueuePolicy.Latest), new(queue, "orders", QueuePolicy.NeverDrop)];
        int readsOutOfTen = random.Next(1, 6);
        for (int step = 0; step < 3000; step++)
        {
            int dice = random.Next(10);
            if (random.Next(100) == 0)
            {
                queue.PostDisconnected("lost");
                queue.EnqueueConnectionEvent(new StreamEvent.Connected(step));
                foreach (Lane lane in lanes)
                    lane.Lose();
            }
            else if (dice < readsOutOfTen)
            {
                if (queue.TryTake(out StreamEvent? e) && e is not StreamEvent.Connected)
                    lanes.Single(l => l.Owns(e)).Read(e);
            }
            else
            {
                lanes[random.Next(lanes.Length)].Post();
            }

            StreamStatistics now = queue.Snapshot();
            Assert.That(now.Waiting, Is.LessThanOrEqualTo((2 * 3) + (2 * ((2 * Capacity) + 1)) + 1));
            foreach (TopicStatistics t in now.Topics)
                Assert.That(t.Received, Is.EqualTo(t.Delivered + t.Conflated + t.Dropped + t.Waiting));
        }

        while (queue.TryTake(out StreamEvent? e))
        {
            if (e is not StreamEvent.Connected)
                lanes.Single(l => l.Owns(e)).Read(e);
        }

        foreach (Lane lane in lanes)
            lane.AssertNothingMissing();
    }

    private static StreamEvent.Trace Numbered(string name, int number) => new(name + number);

    private static string Drain(EventQueue queue)
    {
        var seen = new List<string>();
        while (queue.TryTake(out StreamEvent? e))
        {
            seen.Add(e switch
            {
                StreamEvent.Trace t => t.DeploymentId,
                StreamEvent.Gap g => "gap:" + g.Topic + (g.Missed is { } missed ? "-" + missed : ""),
                StreamEvent.Connected c => "connected:" + c.Connection,
                StreamEvent.Subscribed s => "subscribed:" + string.Join(',', s.Topics),
                StreamEvent.Malformed m => "bad:" + m.Snippet,
                _ => e.ToString(),
            });
        }

        return string.Join(' ', seen);
    }

    /// <summary>One topic, what went in and what must come out.</summary>
    private sealed class Lane(EventQueue queue, string name, QueuePolicy policy)
    {
        private readonly TopicQueue _queue = queue.Open(name, policy);
        private int _posted;
        private int _read;
        private int _lostAfter;
        private long _told;
        private bool _unknownTold;

        public bool Owns(StreamEvent e) => e switch
        {
            StreamEvent.Gap gap => gap.Topic == name,
            StreamEvent.Raw raw => raw.Channel == name,
            _ => false,
        };

        public void Post() => queue.Post(_queue, new StreamEvent.Raw(name) { Data = ++_posted });

        public void Lose() => _lostAfter = _posted;

        public void Read(StreamEvent e)
        {
            if (e is StreamEvent.Gap gap)
            {
                _unknownTold |= gap.Missed is null;
                _told += gap.Missed ?? 0;
                return;
            }

            int number = (int)e.Data!;
            Assert.That(number, Is.GreaterThan(_read));
            if (_read <= _lostAfter && number > _lostAfter && _lostAfter > 0)
                Assert.That(_unknownTold, "an event of the new connection came before the gap of the old one");
            if (policy == QueuePolicy.NeverDrop && !_unknownTold)
                Assert.That(number - _read - 1, Is.EqualTo(_told));
            _read = number;
            _told = 0;
            _unknownTold = false;
        }

        public void AssertNothingMissing()
        {
            if (policy == QueuePolicy.Latest || _unknownTold)
                Assert.That(_unknownTold || _read == _posted, name);
            else
                Assert.That(_read + _told, Is.EqualTo(_posted), name);
        }
    }
}
