using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sequence.Exchange.Wire;
using Sequence.Sandbox.Faults;
using Sequence.Sandbox.Generation;
using Sequence.Sandbox.Recording;
using Sequence.Sandbox.Streaming;

namespace Sequence.Sandbox.Endpoints;

/// <summary>Tickets and the event stream.</summary>
/// <param name="tickets">The other way in beside the key.</param>
/// <param name="hub">Serves the subscriptions.</param>
/// <param name="lifecycle">The sockets of prediction markets.</param>
/// <param name="events">The server-sent events.</param>
/// <param name="faults">What goes wrong with sockets and frames.</param>
/// <param name="recorder">Records the streams; null for none.</param>
/// <param name="backlog">How many frames that must not get lost may wait for one client.</param>
internal sealed class StreamingEndpoints(StreamTickets tickets, StreamHub hub, MarketLifecycle lifecycle, ServerEvents events, FaultInjector faults, SessionRecorder? recorder, int backlog) : StreamingOperations
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    public override Task<StreamTicket> GetStreamTicketAsync(ApiCall call) => Task.FromResult(new StreamTicket { Ticket = tickets.Issue(call.Account) });

    public override Task OpenStreamAsync(ApiCall call, string? ticket) => ServeAsync(call, hub);

    public override Task OpenNewMarketsStreamAsync(ApiCall call) => ServeAsync(call, lifecycle.NewMarkets);

    public override Task OpenResolvedMarketsStreamAsync(ApiCall call) => ServeAsync(call, lifecycle.Resolutions);

    public override Task OpenTcaEventsAsync(ApiCall call, string? node_order_id, string? edge_id) => ServeAsync(call, events.Costs, node_order_id, edge_id);

    public override Task OpenRiskEventsAsync(ApiCall call, string? node_order_id, string? edge_id) => ServeAsync(call, events.Risk, node_order_id, edge_id);

    public override Task OpenAlertEventsAsync(ApiCall call, string? node_order_id, string? edge_id) => ServeAsync(call, events.Alerts, node_order_id, edge_id);

    private Task ServeAsync(ApiCall call, ServerEventFeed feed, string? nodeOrderId, string? edgeId) =>
        new ServerEventSession(call.Http, call.Account, new EventFilter(nodeOrderId, edgeId), backlog).RunAsync(feed);

    private async Task ServeAsync(ApiCall call, IStreamHost host)
    {
        if (!call.Http.WebSockets.IsWebSocketRequest)
            throw ApiErrorException.BadRequest("This path is a WebSocket; ask for the upgrade.");
        var context = new WebSocketAcceptContext { KeepAliveInterval = PingInterval, KeepAliveTimeout = PingInterval };
        IStreamHost recorded = recorder?.Around(host, call.Http, call.RequestId) ?? host;
        await new StreamSession(call.Account, call.RequestId, recorded, backlog, faults).RunAsync(() => AcceptAsync(call.Http, context)).ConfigureAwait(false);
        await call.Http.Features.GetRequiredFeature<FaultInjectingStream>().StayAsync().ConfigureAwait(false);
    }

    private static async Task<(WebSocket Socket, ISocketControl Control)> AcceptAsync(HttpContext http, WebSocketAcceptContext context)
    {
        WebSocket socket = await http.WebSockets.AcceptWebSocketAsync(context).ConfigureAwait(false);
        return (socket, http.Features.GetRequiredFeature<FaultInjectingStream>());
    }
}
