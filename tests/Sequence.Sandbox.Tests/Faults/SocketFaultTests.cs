using System.Net.WebSockets;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Tests.Streaming;

namespace Sequence.Sandbox.Tests.Faults;

/// <summary>What the wire looks like under the faults of sockets.</summary>
public sealed class SocketFaultTests : ExchangeTest
{
    // An empty ping as a client masks it, and the answer.
    private static readonly byte[] Ping = [0x89, 0x80, 1, 2, 3, 4];
    private static readonly byte[] Pong = [0x8A, 0];

    [Test]
    public async Task Open_sockets_are_closed_with_the_code_and_later_ones_live()
    {
        using StreamClient one = await OpenAsync();
        using StreamClient two = await OpenAsync();
        ActiveFault fault = Exchange.Faults.Add(Fault.CloseSockets(1011));

        Assert.That(await one.ReadOrCloseAsync(), Is.Null);
        Assert.That(await two.ReadOrCloseAsync(), Is.Null);
        Assert.That(new[] { one.CloseStatus, two.CloseStatus }, Is.All.EqualTo(WebSocketCloseStatus.InternalServerError));
        Assert.That((fault.Fired, fault.IsOver), Is.EqualTo((2, true)));
        using StreamClient three = await OpenAsync();
    }

    [Test]
    public async Task With_a_count_sockets_that_come_are_closed_until_it_is_used_up()
    {
        ActiveFault fault = Exchange.Faults.Add(Fault.CloseSockets(4000, times: 2));
        for (int i = 0; i < 2; i++)
        {
            using StreamClient closed = await StreamClient.OpenAsync(Exchange, Key);
            Assert.That(await closed.ReadOrCloseAsync(), Is.Null);
            Assert.That((int?)closed.CloseStatus, Is.EqualTo(4000));
        }

        using StreamClient open = await OpenAsync();
        Assert.That(fault.IsOver);
    }

    [Test]
    public async Task Sockets_are_closed_when_their_time_comes_on_the_clock_of_the_exchange()
    {
        using StreamClient stream = await OpenAsync();
        ActiveFault fault = Exchange.Faults.Add(Fault.CloseSockets(1001).After(TimeSpan.FromMinutes(1)));
        Time.Advance(TimeSpan.FromSeconds(59));
        await stream.NothingMoreAsync();
        Assert.That(fault.Fired, Is.Zero);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(await stream.ReadOrCloseAsync(), Is.Null);
    }

    [Test]
    public async Task A_reset_socket_ends_with_RST_and_no_closing_frame()
    {
        using RawConnection line = await RawConnection.OpenAsync(Exchange);
        await line.UpgradeAsync("/v1/stream", Key);
        await Eventually.TrueAsync(() => Exchange.Faults.Add(Fault.ResetSockets()).Fired == 1);
        (byte[] bytes, RawConnection.Ending ending) = await line.ReadToEndAsync();

        Assert.That(bytes, Is.Empty);
        Assert.That(ending, Is.EqualTo(RawConnection.Ending.Reset));
    }

    [Test]
    public async Task A_half_open_socket_sends_nothing_answers_nothing_and_stays_open()
    {
        using StreamClient other = await OpenAsync();
        using RawConnection line = await RawConnection.OpenAsync(Exchange);
        await line.UpgradeAsync("/v1/stream", Key);
        await line.SendAsync(Ping);
        Assert.That(await line.ReadAsync(), Is.EqualTo(Pong));
        Exchange.Faults.Add(Fault.HalfOpenSockets());
        await line.SendAsync(Ping);
        Task<byte[]> anything = line.ReadAsync();
        using StreamClient living = await OpenAsync();
        await living.NothingMoreAsync();

        Assert.That(anything.IsCompleted, Is.False);
        await Exchange.DisposeAsync();
        await anything.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Test]
    public void A_code_that_no_server_may_send_is_refused()
    {
        foreach (int code in new[] { 0, 999, 1004, 1005, 1006, 1015, 2000, 5000 })
            Assert.That(() => Fault.CloseSockets(code), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("1000 to 1003"));
    }

    [Test]
    public async Task A_handshake_can_be_refused()
    {
        Exchange.Faults.Add(Fault.Status("openStream", 503, 1));

        await Assert.ThatAsync(() => StreamClient.OpenAsync(Exchange, Key), Throws.InstanceOf<WebSocketException>().With.Message.Contains("503"));
        using StreamClient open = await OpenAsync();
    }

    /// <summary>A socket that the exchange knows: it has answered.</summary>
    private async Task<StreamClient> OpenAsync()
    {
        StreamClient stream = await StreamClient.OpenAsync(Exchange, Key);
        await stream.NothingMoreAsync();
        return stream;
    }
}
