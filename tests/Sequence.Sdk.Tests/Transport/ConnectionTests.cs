using System.Net;
using System.Net.Sockets;
using NUnit.Framework;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>On real sockets of this machine.</summary>
[TestFixture]
public sealed class ConnectionTests
{
    [Test]
    public async Task A_refused_connection_sent_nothing_and_may_be_tried_again()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { BaseAddress = new Uri($"http://127.0.0.1:{port}"), MaxRetries = 0 });

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => client.EngageKillSwitchAsync()))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((error.Retryability, error.Operation), Is.EqualTo((Retryability.AfterBackoff, "engageKillSwitch")));
            Assert.That(error.Message, Does.StartWith($"engageKillSwitch failed: no connection to 127.0.0.1:{port}: "));
            Assert.That(error.InnerException, Is.InstanceOf<HttpRequestException>());
        }
    }

    [TestCase("")]
    [TestCase("HTTP/1.1 200")]
    [TestCase("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{\"symbol\":")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[{\"sy\r\n")]
    public async Task A_read_whose_connection_breaks_may_be_repeated(string answer)
    {
        await using var server = new LoopbackServer(answer);
        using SequenceClient client = server.NewClient();

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => client.GetSymbolsAsync()))!;

        Assert.That((error.Retryability, error.Operation), Is.EqualTo((Retryability.AfterBackoff, "listSymbols")));
        Assert.That(error.Message, Does.Contain("the connection broke"));
    }

    [Test]
    public async Task An_error_whose_body_breaks_off_is_still_that_error()
    {
        await using var server = new LoopbackServer("HTTP/1.1 429 X\r\nContent-Length: 100\r\n\r\nslow down");
        using SequenceClient client = server.NewClient();

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => client.GetSymbolsAsync()))!;

        Assert.That((error.Status, error.BodySnippet), Is.EqualTo((429, "slow down")));
    }

    [Test]
    public async Task A_read_whose_handler_fails_may_be_repeated()
    {
        using var stub = new StubHandler(_ => throw new IOException("the cable is out"));
        using SequenceClient client = stub.NewClient();

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => client.GetSymbolsAsync()))!;

        Assert.That((error.Retryability, error.Operation), Is.EqualTo((Retryability.AfterBackoff, "listSymbols")));
        Assert.That(error.Message, Does.Contain("the cable is out"));
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task A_redirect_is_never_followed(int status)
    {
        await using var elsewhere = new LoopbackServer(LoopbackServer.Http(200, "[]"));
        await using var server = new LoopbackServer(LoopbackServer.Http(status, "moved", $"Location: {elsewhere.Address}v1/symbols\r\n"));
        using SequenceClient client = server.NewClient();

        SequenceApiException read = (await Assert.ThrowsAsync<SequenceApiException>(() => client.GetSymbolsAsync()))!;
        SequenceApiException write = (await Assert.ThrowsAsync<SequenceApiException>(
            () => client.ConnectVenueAsync("kraken", VenueCredentials.ApiKey("key", "secret"))))!;

        Assert.That((read.Status, write.Status, read.Retryability), Is.EqualTo((status, status, Retryability.Never)));
        Assert.That((server.Requests, elsewhere.Requests), Is.EqualTo((2, 0)));
    }

    [TestCase(200)]
    [TestCase(201)]
    [TestCase(202)]
    [TestCase(206)]
    [TestCase(299)]
    public async Task Any_2xx_status_is_success(int status)
    {
        await using var server = new LoopbackServer(LoopbackServer.Http(status, """[{"venue": "kraken", "connected": true}]"""));
        using SequenceClient client = server.NewClient();

        Assert.That((await client.GetVenuesAsync()).Single().Venue, Is.EqualTo("kraken"));
    }

    [Test]
    public async Task A_disposed_client_says_so()
    {
        using var stub = new StubHandler(HttpStatusCode.OK, "[]");
        SequenceClient client = stub.NewClient();
        QuoteQuery query = client.Quote("A");
        await client.DisposeAsync();
        client.Dispose();

        Assert.That((await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetSymbolsAsync()))!.ObjectName, Is.EqualTo(typeof(SequenceClient).FullName));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => query.SendAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.IsHealthyAsync());
        Assert.That(stub.Asked, Is.Zero);
    }

    [Test]
    public async Task A_call_under_way_ends_when_its_client_is_disposed()
    {
        using var silent = new SilentHandler();
        var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { HttpHandler = silent });

        Task<IReadOnlyList<SymbolInfo>> call = client.GetSymbolsAsync();
        await client.DisposeAsync();

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => call))!;
        Assert.That(error.Message, Does.Contain("disposed"));
        Assert.That(error.Retryability, Is.EqualTo(Retryability.AfterBackoff));
    }

    [Test]
    public async Task The_handler_of_the_caller_outlives_the_client()
    {
        using var stub = new StubHandler(HttpStatusCode.OK, "[]");
        stub.NewClient().Dispose();
        using SequenceClient next = stub.NewClient();

        Assert.That(await next.GetSymbolsAsync(), Is.Empty);
    }
}
