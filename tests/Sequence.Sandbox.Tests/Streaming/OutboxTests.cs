using System.Net.WebSockets;
using NUnit.Framework;
using Sequence.Sandbox.Streaming;

namespace Sequence.Sandbox.Tests.Streaming;

public sealed class OutboxTests
{
    private Outbox _outbox = null!;

    [SetUp]
    public void Open() => _outbox = new Outbox(limit: 2);

    [Test]
    public async Task The_latest_frame_of_a_topic_takes_the_place_of_an_unsent_one()
    {
        _outbox.PostLatest("a", [1]);
        _outbox.Post([2]);
        _outbox.PostLatest("b", [3]);
        _outbox.PostLatest("a", [4]);

        Assert.That(await TakeAsync(3), Is.EqualTo("4 2 3"));
    }

    [Test]
    public async Task Kept_frames_are_bounded_and_sending_makes_room()
    {
        Assert.That(_outbox.Post([1]) && _outbox.Post([2]));
        Assert.That(_outbox.Post([3]), Is.False);
        for (byte i = 0; i < 100; i++)
            _outbox.PostLatest("a", [i]);
        Assert.That((await _outbox.TakeAsync())!.Single(), Is.EqualTo(1));
        Assert.That(_outbox.Post([4]));
    }

    [Test]
    public async Task A_forgotten_topic_sends_nothing_until_it_is_posted_again()
    {
        _outbox.PostLatest("a", [1]);
        _outbox.Forget("a");
        _outbox.Post([2]);
        _outbox.PostLatest("a", [3]);

        // Its place in the line is the old one: frames of one topic have no order against others.
        Assert.That(await TakeAsync(2), Is.EqualTo("3 2"));
        Assert.That(_outbox.TakeAsync().AsTask().IsCompleted, Is.False);
    }

    [Test]
    public async Task A_waiting_reader_gets_what_comes()
    {
        Task<byte[]?> waiting = _outbox.TakeAsync().AsTask();
        Assert.That(waiting.IsCompleted, Is.False);
        _outbox.Post([7]);

        Assert.That((await waiting)!.Single(), Is.EqualTo(7));
    }

    [Test]
    public async Task Closing_drops_everything_and_the_first_reason_counts()
    {
        Task<byte[]?> waiting = _outbox.TakeAsync().AsTask();
        Assert.That(_outbox.Close(WebSocketCloseStatus.PolicyViolation, "slow"));
        Assert.That(_outbox.Close(WebSocketCloseStatus.NormalClosure, "done"), Is.False);
        _outbox.PostLatest("a", [1]);

        Assert.That(await waiting, Is.Null);
        Assert.That(_outbox.Post([1]), "a closed outbox takes frames and forgets them");
        Assert.That(await _outbox.TakeAsync(), Is.Null);
        Assert.That(_outbox.Closure, Is.EqualTo((WebSocketCloseStatus.PolicyViolation, "slow")));
    }

    private async Task<string> TakeAsync(int count)
    {
        var taken = new List<byte>();
        for (int i = 0; i < count; i++)
            taken.Add((await _outbox.TakeAsync())!.Single());
        return string.Join(' ', taken);
    }
}
