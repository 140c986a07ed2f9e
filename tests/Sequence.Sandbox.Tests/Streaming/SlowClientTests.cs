using System.Net.WebSockets;
using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Exchange.Markets;
using Sequence.Sandbox.Faults;
using Sequence.Sandbox.Streaming;

namespace Sequence.Sandbox.Tests.Streaming;

public sealed class SlowClientTests : ExchangeTest
{
    [Test]
    public async Task A_client_that_does_not_read_costs_memory_for_one_frame_a_topic_and_is_closed_at_the_backlog()
    {
        using var socket = new StuckSocket();
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        StreamSession session = Session(backlog: 3);
        Task running = session.RunAsync(Open(socket, () => cut.TrySetResult()));
        session.Post([0]);
        await socket.Sending;
        for (int i = 0; i < 1000; i++)
            session.PostLatest("book:TEST-USD", [1]);
        for (int i = 0; i < 3; i++)
            session.Post([2]);
        Assert.That(cut.Task.IsCompleted, Is.False);
        session.Post([3]);

        // The peer does not take the closing frame either: after two seconds of real time the connection is cut.
        await cut.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await running.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(socket.State, Is.EqualTo(WebSocketState.Aborted));
    }

    [Test]
    public async Task A_client_that_reads_in_time_hears_why_it_is_closed()
    {
        using var socket = new StuckSocket();
        StreamSession session = Session(backlog: 1);
        Task running = session.RunAsync(Open(socket, () => { }));
        session.Post([0]);
        await socket.Sending;
        session.Post([1]);
        session.Post([2]);
        socket.Release();
        await running.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.That(socket.CloseStatus, Is.EqualTo(WebSocketCloseStatus.PolicyViolation));
        Assert.That(socket.CloseStatusDescription, Does.Contain("too slow"));
    }

    [Test]
    public async Task The_exchange_goes_on_while_a_client_does_not_read()
    {
        VenueMarket alpha = List("alpha");
        using StreamClient idle = await StreamClient.OpenAsync(Exchange, Key);
        await idle.SendAsync("""{"subscribe": ["book:TEST-USD", "prices:TEST-USD"]}""");
        Ask(alpha, 1_000_000m, 1m);
        for (int i = 1; i <= 5000; i++)
        {
            Bid(alpha, i, 1m);
            Time.Advance(TimeSpan.FromMilliseconds(25));
        }

        Assert.That((decimal)(await GetAsync("/v1/quotes/TEST-USD"))["nbbo"]!["bid"]!, Is.EqualTo(5000m));
        Assert.That((await idle.ReadAsync())["subscribed"]!.Count(), Is.EqualTo(2));
    }

    private StreamSession Session(int backlog) =>
        new(new Client("client", limit: null).Paper, "request", new EventFeed("feed", Exchange.Scheduler), backlog, new FaultInjector(Exchange.Faults, Exchange.Scheduler, CancellationToken.None));

    private static Func<Task<(WebSocket Socket, ISocketControl Control)>> Open(WebSocket socket, Action abort) =>
        () => Task.FromResult<(WebSocket, ISocketControl)>((socket, new Line(abort)));

    private sealed class Line(Action abort) : ISocketControl
    {
        public bool IsSilent => false;

        public void Abort() => abort();

        public void Reset() => abort();

        public void Silence()
        {
        }
    }

    /// <summary>A peer whose socket takes nothing until it is released, and which never sends anything.</summary>
    private sealed class StuckSocket : WebSocket
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _sending = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<WebSocketReceiveResult> _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private WebSocketCloseStatus? _closeStatus;
        private string? _closeStatusDescription;
        private WebSocketState _state = WebSocketState.Open;

        public Task Sending => _sending.Task;

        public override WebSocketCloseStatus? CloseStatus => _closeStatus;

        public override string? CloseStatusDescription => _closeStatusDescription;

        public override WebSocketState State => _state;

        public override string? SubProtocol => null;

        public void Release() => _released.TrySetResult();

        public override void Abort()
        {
            _state = WebSocketState.Aborted;
            _released.TrySetException(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
            _received.TrySetException(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
        }

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
        {
            _sending.TrySetResult();
            return _released.Task;
        }

        public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => _received.Task;

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
        {
            (_closeStatus, _closeStatusDescription) = (closeStatus, statusDescription);
            _received.TrySetResult(new WebSocketReceiveResult(0, WebSocketMessageType.Close, true));
            return Task.CompletedTask;
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
            CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

        public override void Dispose()
        {
        }
    }
}
