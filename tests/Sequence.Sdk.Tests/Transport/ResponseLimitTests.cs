using System.IO.Compression;
using System.Net;
using System.Text;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>No answer makes the client keep more than the limit.</summary>
[TestFixture]
public sealed class ResponseLimitTests
{
    private const int Limit = 10_000;

    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n[", TestName = "An_announced_body_beyond_the_limit_is_refused_unread")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 10001\r\n\r\n[", TestName = "One_byte_beyond_the_limit_is_refused")]
    public async Task An_announced_length(string answer)
    {
        await using var server = new LoopbackServer(answer, closes: false);
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { BaseAddress = server.Address, MaxResponseBytes = Limit, MaxRetries = 3 });

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => client.GetSymbolsAsync()))!;

        Assert.That(error.Message, Does.Contain("listSymbols").And.Contain("MaxResponseBytes is 10000"));
        Assert.That((error.Operation, error.Retryability, server.Requests), Is.EqualTo(("listSymbols", Retryability.Never, 1)));
    }

    [Test]
    public async Task A_body_without_end_is_read_no_further_than_the_limit()
    {
        var endless = new EndlessStream();
        using var stub = new StubHandler(_ => new HttpResponseMessage { Content = new StreamContent(endless) });
        using SequenceClient client = NewClient(stub);

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => client.GetSymbolsAsync()))!;

        Assert.That(error.Message, Does.Contain("MaxResponseBytes"));
        Assert.That(endless.Given, Is.InRange(Limit, 20 * Limit));
    }

    [Test]
    public async Task A_body_of_exactly_the_limit_is_read()
    {
        using var stub = new StubHandler(HttpStatusCode.OK, "[]" + new string(' ', Limit - 2));
        using SequenceClient client = NewClient(stub);

        Assert.That(await client.GetSymbolsAsync(), Is.Empty);
    }

    [Test]
    public async Task The_announced_length_reserves_no_memory()
    {
        await using var server = new LoopbackServer("HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n[]");
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { BaseAddress = server.Address, MaxResponseBytes = int.MaxValue - 1024, MaxRetries = 0 });
        long before = GC.GetTotalAllocatedBytes();

        await Assert.ThrowsAsync<SequenceNetworkException>(() => client.GetSymbolsAsync());

        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(100_000_000));
    }

    [Test]
    public async Task The_limit_counts_decoded_bytes()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes("[]" + new string(' ', 100 * Limit)));
        Assert.That(packed.Length, Is.LessThan(Limit));
        await using var server = new LoopbackServer(packed.ToArray(), "Content-Encoding: gzip\r\n");
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions
        {
            BaseAddress = server.Address,
            MaxResponseBytes = Limit,
            MaxRetries = 0,
            ConfigureSockets = sockets => sockets.AutomaticDecompression = DecompressionMethods.All,
        });

        Assert.That((await Assert.ThrowsAsync<SequenceDeserializationException>(() => client.GetSymbolsAsync()))!.Message, Does.Contain("MaxResponseBytes"));
    }

    [Test]
    public async Task An_error_body_without_end_is_that_error()
    {
        var endless = new EndlessStream();
        using var stub = new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StreamContent(endless) });
        using SequenceClient client = NewClient(stub);

        Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => client.GetSymbolsAsync()))!.Status, Is.EqualTo(502));
        Assert.That(endless.Given, Is.LessThanOrEqualTo(2 * Limit));
    }

    [Test]
    public async Task A_submit_whose_answer_is_too_long_may_have_been_accepted()
    {
        using var stub = new StubHandler(_ => new HttpResponseMessage { Content = new StreamContent(new EndlessStream()) });
        using SequenceClient client = NewClient(stub);

        await Assert.ThrowsAsync<SubmitUnknownException>(() => client.Buy("A-USD", 1m).SubmitAsync());
    }

    [Test]
    public async Task A_page_in_the_place_of_an_event_stream_has_the_limit_too()
    {
        var endless = new EndlessStream();
        using var stub = new StubHandler(_ => new HttpResponseMessage { Content = new StreamContent(endless) });
        using SequenceClient client = NewClient(stub);

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(async () =>
        {
            await foreach (var _ in client.StreamRiskAsync())
                break;
        }))!;

        Assert.That(error.Message, Does.Contain("MaxResponseBytes"));
    }

    [TestCase("data: ", 'x', TestName = "A_line_without_end_ends_the_events")]
    [TestCase("data: 1\r\n", '\0', TestName = "An_event_of_lines_without_end_ends_the_events")]
    public async Task An_event_beyond_the_limit(string start, char fill)
    {
        string body = "data: 1\n\n" + (fill == '\0' ? string.Concat(Enumerable.Repeat(start, 3000)) : start + new string(fill, 2 * Limit));
        using var stub = new StubHandler(_ => new HttpResponseMessage { Content = new StringContent(body, Encoding.UTF8, "text/event-stream") });
        using SequenceClient client = NewClient(stub);
        int events = 0;

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(async () =>
        {
            await foreach (var _ in client.StreamRiskAsync())
                events++;
        }))!;

        Assert.That((error.Message.Contains("MaxResponseBytes", StringComparison.Ordinal), stub.Asked), Is.EqualTo((true, 1)));
    }

    [Test]
    public async Task Many_events_together_may_be_longer_than_the_limit()
    {
        string body = string.Concat(Enumerable.Repeat("data: 1\r\n\r\n", 3000)) + string.Concat(Enumerable.Repeat("data: 1\n\n", 3000));
        using var stub = new StubHandler(_ => new HttpResponseMessage { Content = new StringContent(body, Encoding.UTF8, "text/event-stream") });
        using SequenceClient client = NewClient(stub);
        int events = 0;

        await foreach (var _ in client.StreamRiskAsync())
        {
            if (++events == 6000)
                break;
        }

        Assert.That(events, Is.EqualTo(6000));
    }

    [TestCase(1023)]
    [TestCase(-1)]
    public void The_limit_has_a_range(int bytes) => Assert.That(
        Assert.Throws<SequenceValidationException>(() => _ = new SequenceClient(TestKeys.Live, new SequenceClientOptions { MaxResponseBytes = bytes }))!.Field,
        Is.EqualTo("MaxResponseBytes"));

    private static SequenceClient NewClient(HttpMessageHandler handler) => new(
        TestKeys.Live, new SequenceClientOptions { HttpHandler = handler, BaseAddress = new Uri("https://stub.test"), MaxResponseBytes = Limit, MaxRetries = 0 });

    /// <summary>Gives spaces as long as somebody reads.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }

        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)' ');
            Given += buffer.Length;
            return buffer.Length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            byte[] part = new byte[4096];
            while (true)
                await destination.WriteAsync(part.AsMemory(0, Read(part)), cancellationToken);
        }
    }
}
