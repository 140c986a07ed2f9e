using Newtonsoft.Json.Linq;

namespace Sequence.ContractProbe.Plans;

/// <summary>The stream ticket, the sockets that need no subscription, and the server-sent events.</summary>
internal sealed class Sockets(Prober prober)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync()
    {
        await TicketAsync().ConfigureAwait(false);
        await LifecycleAsync("openNewMarketsStream").ConfigureAwait(false);
        await LifecycleAsync("openResolvedMarketsStream").ConfigureAwait(false);
        foreach (ContractOperation operation in prober.Contract.Operations.Where(operation => operation.Delivery == Delivery.ServerSentEvents))
            await prober.OpenEventsAsync(operation.Id).ConfigureAwait(false);
    }

    /// <summary>A ticket opens the stream in the key's place, and only once.</summary>
    private async Task TicketAsync()
    {
        Evidence evidence = prober.General("stream ticket", "a ticket opens the stream without the key, once", "docs");
        JToken? answer = await prober.RunAsync(new Call("getStreamTicket")).ConfigureAwait(false);
        if (Pick.Text(answer, "ticket") is not { } ticket)
        {
            evidence.CannotReach("no ticket came");
            return;
        }

        string path = prober.Contract.Operation("openStream").Target(new Dictionary<string, string?> { ["ticket"] = ticket });
        if (await OpensAsync(path, evidence).ConfigureAwait(false))
        {
            evidence.Confirm();
            if (await OpensAsync(path, judge: null).ConfigureAwait(false))
                evidence.Differ("the ticket was accepted a second time");
        }
    }

    private async Task<bool> OpensAsync(string path, Evidence? judge)
    {
        (SocketConnection? socket, Answer refusal) = await SocketConnection
            .OpenAsync(prober.Target, path, withKey: false, prober.Time, prober.Ended).ConfigureAwait(false);
        if (socket is null)
        {
            if (judge is not null)
                SocketRefusal.Judge(judge, refusal);
            return false;
        }

        await socket.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    private async Task LifecycleAsync(string operationId)
    {
        ContractOperation operation = prober.Contract.Operation(operationId);
        ContractChannel channel = prober.Contract.Channels.Single(channel => channel.Path == operation.Path);
        Evidence evidence = prober.Of(operationId);
        Evidence events = prober.Of(Prober.TopicName(channel.Topic));
        (SocketConnection? socket, Answer refusal) = await SocketConnection
            .OpenAsync(prober.Target, operation.Path, withKey: true, prober.Time, prober.Ended).ConfigureAwait(false);
        if (socket is null)
        {
            SocketRefusal.Judge(evidence, refusal);
            events.CannotReach("the socket did not open");
            return;
        }

        evidence.PathIs(Existence.Exists);
        evidence.Answered("101");
        evidence.Confirm();
        await using (socket.ConfigureAwait(false))
            await ReadAsync(socket, channel, events).ConfigureAwait(false);
    }

    /// <summary>The latest events come first: reads until it gets quiet.</summary>
    private async Task ReadAsync(SocketConnection socket, ContractChannel channel, Evidence events)
    {
        for (TimeSpan patience = prober.Patience; await NextAsync(socket, patience).ConfigureAwait(false) is { } text; patience = Quiet)
        {
            events.PathIs(Existence.Exists);
            events.Confirm();
            if (AnswerJson.Read(text, out string problem) is { } frame)
                events.Add(SchemaComparer.Compare(frame, channel.Payload));
            else
                events.Differ($"a frame is {problem}");
        }

        if (events.IsUntouched)
            events.CannotReach("no event while the socket was watched");
    }

    private async Task<string?> NextAsync(SocketConnection socket, TimeSpan wait)
    {
        using var patience = new CancellationTokenSource(wait, prober.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, prober.Ended);
        return await socket.NextAsync(either.Token).ConfigureAwait(false);
    }
}
