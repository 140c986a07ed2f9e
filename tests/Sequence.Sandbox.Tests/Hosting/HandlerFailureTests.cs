using Sequence.Sandbox.Faults;
using System.Net;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Exchange.Faults;
using Sequence.Sandbox.Hosting;
using Sequence.Sandbox.Http;
using Sequence.Sandbox.Streaming;

namespace Sequence.Sandbox.Tests.Hosting;

public sealed class HandlerFailureTests
{
    [Test]
    public async Task An_exception_of_a_handler_is_500_without_its_text_and_is_logged()
    {
        var log = new ListLogger();
        using var scheduler = new Scheduler(TimeProvider.System);
        var boom = new Operation(
            "boom", "GET", "/v1/boom", typeof(HandlerFailureTests), "Boom", OperationAccess.Anonymous, true, _ => throw new InvalidOperationException("inner text"));
        var pipeline = new RequestPipeline(
            new Router([boom]), new Keyring(new Random(1)), new RateLimiterGate(scheduler, tellsWait: false), new StreamTickets(scheduler, new Random(2)), new RequestIds(new Random(3)), new FaultInjector(new FaultSet(scheduler, 1, new FaultPlaces(() => [])), scheduler, CancellationToken.None), recorder: null, log);
        await using WebServer server = await WebServer.StartAsync("http://127.0.0.1:0", addPages: null, pipeline.HandleAsync, CancellationToken.None);
        using var client = new HttpClient { BaseAddress = new Uri(server.Addresses[0]) };

        using HttpResponseMessage answer = await client.GetAsync(new Uri("/v1/boom", UriKind.Relative));
        string body = await answer.Content.ReadAsStringAsync();

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That((string?)JObject.Parse(body)["error"]!["code"], Is.EqualTo("INTERNAL_ERROR"));
        Assert.That(body, Does.Not.Contain("inner text"));
        Assert.That(log.Exceptions.Single().Message, Is.EqualTo("inner text"));
    }

    private sealed class ListLogger : ILogger
    {
        public List<Exception> Exceptions { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
                Exceptions.Add(exception);
        }
    }
}
