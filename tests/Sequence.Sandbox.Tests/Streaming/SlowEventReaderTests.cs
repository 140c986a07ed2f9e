using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Core;
using Sequence.Sandbox.Streaming;

namespace Sequence.Sandbox.Tests.Streaming;

public sealed class SlowEventReaderTests : ExchangeTest
{
    [Test]
    public async Task A_reader_that_does_not_read_is_cut_off_at_the_backlog()
    {
        var feed = new ServerEventFeed(Exchange.Scheduler, "tca");
        using var http = new StuckRequest();
        var session = new ServerEventSession(http.Context, Exchange.AccountOf(Key), new EventFilter(null, null), backlog: 3);
        Task running = session.RunAsync(feed);
        await http.Writing;
        for (int i = 0; i < 3; i++)
            Publish(feed);
        Assert.That(http.IsAborted, Is.False);
        Publish(feed);

        Assert.That(http.IsAborted);
        await Assert.ThatAsync(() => running.WaitAsync(TimeSpan.FromSeconds(30)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(feed.Clients, Is.Zero);
    }

    private void Publish(ServerEventFeed feed) => Exchange.Scheduler.Enter(() => feed.Publish(Exchange.AccountOf(Key), new JObject(), EventScope.WholeAccount));

    /// <summary>A request whose client takes no byte of the answer.</summary>
    private sealed class StuckRequest : Stream, IHttpRequestLifetimeFeature
    {
        private readonly TaskCompletionSource _writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _aborted = new();

        public StuckRequest()
        {
            Context.Features.Set<IHttpRequestLifetimeFeature>(this);
            Context.Response.Body = this;
        }

        public DefaultHttpContext Context { get; } = new();

        public Task Writing => _writing.Task;

        public bool IsAborted { get; private set; }

        public CancellationToken RequestAborted
        {
            get => _aborted.Token;
            set => throw new NotSupportedException();
        }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        /// <summary>As the real server does: the token follows on another thread.</summary>
        public void Abort()
        {
            IsAborted = true;
            ThreadPool.QueueUserWorkItem(_ => _aborted.Cancel());
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _writing.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _aborted.Dispose();
            base.Dispose(disposing);
        }
    }
}
