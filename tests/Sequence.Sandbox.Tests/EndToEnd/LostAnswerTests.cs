using System.Net;
using NUnit.Framework;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.EndToEnd;

/// <summary>The server accepts, and the answer is lost on its way back: there must be one order, and the caller must come to know.</summary>
public sealed class LostAnswerTests
{
    [Test]
    public async Task A_lost_answer_is_repeated_and_there_is_one_order()
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync();
        using var line = new LosingHandler(answersToLose: 1);
        await using SequenceClient client = ClientOver(exchange, line, maxRetries: 3);
        SubmitResult submit = await client.Buy("BTC-USD", 0.29m).SubmitAsync();
        await client.WaitForOrderAsync(submit.NodeOrderId("order"), o => o.IsTerminal);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(line.Submits, Is.EqualTo(2));
            Assert.That((await client.Orders().FetchAsync()).Orders, Has.Count.EqualTo(1));
            Assert.That((await client.Fills().FetchAsync()).Fills.Aggregate(Qty.Zero, (sum, f) => sum + f.Qty), Is.EqualTo(Qty.FromDecimal(0.29m)));
        }
    }

    [Test]
    public async Task When_every_answer_is_lost_the_outcome_is_unknown_and_can_be_resolved()
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync();
        using var line = new LosingHandler(answersToLose: int.MaxValue);
        await using SequenceClient client = ClientOver(exchange, line, maxRetries: 1);
        SubmitUnknownException? unknown = await Assert.ThrowsAsync<SubmitUnknownException>(() => client.Buy("BTC-USD", 0.29m).SubmitAsync());
        SubmitOutcome outcome = await unknown!.ResolveAsync(TimeSpan.FromSeconds(10));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(line.Submits, Is.EqualTo(2));
            Assert.That(unknown.Retryability, Is.EqualTo(Retryability.OutcomeUnknown));
            Assert.That(outcome, Is.TypeOf<SubmitOutcome.Accepted>());
            Assert.That((await client.Orders().FetchAsync()).Orders, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task What_never_arrived_is_proven_absent()
    {
        await using SandboxExchange exchange = await SandboxExchange.StartAsync();
        using var line = new LosingHandler(answersToLose: int.MaxValue, losesRequests: true);
        await using SequenceClient client = ClientOver(exchange, line, maxRetries: 1);
        SubmitUnknownException? unknown = await Assert.ThrowsAsync<SubmitUnknownException>(() => client.Buy("BTC-USD", 0.29m).SubmitAsync());
        SubmitOutcome outcome = await unknown!.ResolveAsync(TimeSpan.FromMilliseconds(300));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome, Is.TypeOf<SubmitOutcome.NeverArrived>());
            Assert.That((await client.Orders().FetchAsync()).Orders, Is.Empty);
        }
    }

    private static SequenceClient ClientOver(SandboxExchange exchange, HttpMessageHandler line, int maxRetries) =>
        new(exchange.NewKey(), new SequenceClientOptions { BaseAddress = exchange.BaseAddress, Seed = 7, HttpHandler = line, MaxRetries = maxRetries });

    /// <summary>A line on which the answers to submits break off, or the submits themselves.</summary>
    private sealed class LosingHandler(int answersToLose, bool losesRequests = false) : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Submits { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Post || request.RequestUri!.AbsolutePath != "/v1/orders")
                return await base.SendAsync(request, cancellationToken);
            Submits++;
            if (losesRequests)
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "the line broke");
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            if (Submits > answersToLose)
                return answer;
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), "the server did accept");
            answer.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "the line broke");
        }
    }
}
