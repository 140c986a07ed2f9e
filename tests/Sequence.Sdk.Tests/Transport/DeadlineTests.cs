using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Sequence.Sdk.Tests.Transport;

[TestFixture]
public sealed class DeadlineTests
{
    [Test]
    public async Task A_server_that_says_nothing_fails_after_the_deadline()
    {
        var time = new FakeTimeProvider();
        using var silent = new SilentHandler();
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { HttpHandler = silent, TimeProvider = time });

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.That(call.IsCompleted, Is.False);
        time.Advance(TimeSpan.FromSeconds(1));

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => call))!;
        Assert.That(error.Message, Does.Contain("no complete answer within 30 s"));
        Assert.That((error.Retryability, error.Operation), Is.EqualTo((Retryability.AfterBackoff, "listSymbols")));
    }

    [Test]
    public async Task The_deadline_covers_a_body_that_stalls()
    {
        var time = new FakeTimeProvider();
        var body = new StallingContent("[{");
        using var stub = new StubHandler(_ => new HttpResponseMessage { Content = body });
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { HttpHandler = stub, TimeProvider = time, Timeout = TimeSpan.FromSeconds(2) });

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        await body.Stalled;
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.That((await Assert.ThrowsAsync<SequenceNetworkException>(() => call))!.Message, Does.Contain("within 2 s"));
    }

    [Test]
    public async Task The_deadline_covers_an_error_body_that_stalls()
    {
        var time = new FakeTimeProvider();
        await using var server = new LoopbackServer("HTTP/1.1 503 X\r\nContent-Length: 100\r\n\r\n{", closes: false);
        using SequenceClient client = server.NewClient(time);

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        await server.Answered;
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.That((await Assert.ThrowsAsync<SequenceNetworkException>(() => call))!.Retryability, Is.EqualTo(Retryability.AfterBackoff));
    }

    [Test]
    public async Task The_deadline_covers_a_stalled_body_on_a_real_socket()
    {
        var time = new FakeTimeProvider();
        await using var server = new LoopbackServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{", closes: false);
        using SequenceClient client = server.NewClient(time);

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        await server.Answered;
        time.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<SequenceNetworkException>(() => call);
    }

    [Test]
    public async Task Without_a_deadline_only_the_caller_ends_the_call()
    {
        var time = new FakeTimeProvider();
        using var silent = new SilentHandler();
        using var client = new SequenceClient(
            TestKeys.Live, new SequenceClientOptions { HttpHandler = silent, TimeProvider = time, Timeout = Timeout.InfiniteTimeSpan });
        using var cancel = new CancellationTokenSource();

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync(cancel.Token);
        time.Advance(TimeSpan.FromDays(365));
        Assert.That(call.IsCompleted, Is.False);
        await cancel.CancelAsync();

        Assert.That((await Assert.ThrowsAsync<TaskCanceledException>(() => call))!.CancellationToken, Is.EqualTo(cancel.Token));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task The_callers_token_wins_and_stands_in_the_exception(bool whileTheBodyComes)
    {
        var time = new FakeTimeProvider();
        var body = new StallingContent("[");
        using HttpMessageHandler handler = whileTheBodyComes ? new StubHandler(_ => new HttpResponseMessage { Content = body }) : new SilentHandler();
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { HttpHandler = handler, TimeProvider = time });
        using var cancel = new CancellationTokenSource();

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync(cancel.Token);
        if (whileTheBodyComes)
            await body.Stalled;
        await cancel.CancelAsync();
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.That((await Assert.ThrowsAsync<TaskCanceledException>(() => call))!.CancellationToken, Is.EqualTo(cancel.Token));
    }

    [Test]
    public async Task A_token_that_is_already_cancelled_sends_nothing()
    {
        using var stub = new StubHandler(System.Net.HttpStatusCode.OK, "[]");
        using SequenceClient client = stub.NewClient();

        await Assert.ThrowsAsync<OperationCanceledException>(() => client.GetSymbolsAsync(new CancellationToken(canceled: true)));

        Assert.That(stub.Asked, Is.Zero);
    }

    [Test]
    public async Task A_read_whose_handler_gives_up_by_itself_may_be_repeated()
    {
        using var stub = new StubHandler(_ => throw new TaskCanceledException("a timeout of its own"));
        using SequenceClient client = stub.NewClient();

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => client.GetSymbolsAsync()))!;

        Assert.That(error.Retryability, Is.EqualTo(Retryability.AfterBackoff));
    }
}
