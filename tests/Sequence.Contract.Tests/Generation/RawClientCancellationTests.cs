using System.Net;
using System.Reflection;
using Newtonsoft.Json.Linq;

namespace Sequence.Contract.Tests.Generation;

/// <summary>Every generated call ends at the caller's token, before its answer begins and in the middle of it.</summary>
[TestFixture]
public class RawClientCancellationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Test]
    public Task Every_call_stops_waiting_for_the_answer_at_the_token() => EveryCallStopsAsync(new Silence(answers: false));

    [Test]
    public Task Every_call_stops_reading_the_body_at_the_token() => EveryCallStopsAsync(new Silence(answers: true));

    private static async Task EveryCallStopsAsync(HttpMessageHandler handler)
    {
        using HttpClient http = new(handler) { BaseAddress = new Uri("http://localhost/"), Timeout = Timeout.InfiniteTimeSpan };
        List<string> problems = [];
        foreach (Type type in RawClientTests.RawClients())
        {
            object client = Activator.CreateInstance(type, http)!;
            foreach (MethodInfo method in RawClientTests.Declared(type))
            {
                if (await ProblemOfAsync(client, method) is { } problem)
                    problems.Add($"{type.Name}.{method.Name}: {problem}");
            }
        }

        Assert.That(problems, Is.Empty);
    }

    private static async Task<string?> ProblemOfAsync(object client, MethodInfo method)
    {
        using CancellationTokenSource caller = new();
        object?[] arguments = [.. method.GetParameters().Select(parameter => parameter.ParameterType == typeof(CancellationToken) ? caller.Token : Argument(parameter.ParameterType))];
        Task call = (Task)method.Invoke(client, arguments)!;
        if (call.IsCompleted)
            return $"ended before the token did: {call.Exception?.InnerException?.Message ?? call.Status.ToString()}";
        await caller.CancelAsync();
        try
        {
            await call.WaitAsync(Patience);
            return "ended well.";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception e)
        {
            return e.Message;
        }
    }

    private static object? Argument(Type type)
    {
        if (type == typeof(string))
            return "any";
        if (type == typeof(JToken))
            return new JObject();
        if (type.IsGenericType && type.IsInterface)
            return Array.CreateInstance(type.GetGenericArguments()[0], 0);
        return Activator.CreateInstance(type);
    }

    /// <summary>A server that says nothing, or begins an answer and then says nothing.</summary>
    private sealed class Silence(bool answers) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!answers)
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StreamContent(new SilentBody()) };
        }
    }

    /// <summary>A body whose next byte never comes; who asks for it synchronously is told so.</summary>
    private sealed class SilentBody : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("The body was read synchronously.");

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
