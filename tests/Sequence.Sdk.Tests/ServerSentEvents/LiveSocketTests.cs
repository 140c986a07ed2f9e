using System.Net;
using System.Net.Sockets;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.ServerSentEvents;

[TestFixture]
public sealed class LiveSocketTests
{
    [Test]
    public async Task A_connection_probes_a_silent_peer()
    {
        await using EventServer server = await EventServer.StartAsync();
        (int KeepAlive, int Idle, int Interval, int Probes) options = default;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                var stream = (NetworkStream)await MonitoredSocket.ConnectAsync(context, token);
                options = (
                    Option(stream, SocketOptionLevel.Socket, SocketOptionName.KeepAlive),
                    Option(stream, SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime),
                    Option(stream, SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval),
                    Option(stream, SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount));
                return stream;
            },
        };
        using var http = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address);

        Task<HttpResponseMessage> answer = http.SendAsync(request, CancellationToken.None);
        await (await server.NextAsync(CancellationToken.None)).AnswerAsync(200);

        using HttpResponseMessage response = await answer;
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(options, Is.EqualTo((1, 30, 10, 3)));
    }

    private static int Option(NetworkStream stream, SocketOptionLevel level, SocketOptionName name) =>
        (int)stream.Socket.GetSocketOption(level, name)!;
}
