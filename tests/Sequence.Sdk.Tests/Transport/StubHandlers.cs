using System.Net;
using System.Text;

namespace Sequence.Sdk.Tests.Transport;

/// <summary>Answers every request with what the function makes of it. Its clients do not repeat.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public StubHandler(HttpStatusCode status, string body) : this(_ => new HttpResponseMessage(status) { Content = new StringContent(body) })
    {
    }

    public int Asked { get; private set; }

    public SequenceClient NewClient(string key = TestKeys.Live, int? seed = null) =>
        new(key, new SequenceClientOptions { HttpHandler = this, BaseAddress = new Uri("https://stub.test"), Seed = seed, MaxRetries = 0 });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult(answer(request));
    }
}

/// <summary>Never answers.</summary>
internal sealed class SilentHandler : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        return await never.Task.WaitAsync(cancellationToken);
    }
}

/// <summary>A body that gives its first bytes and then nothing, until the reader is cancelled.</summary>
internal sealed class StallingContent(string first) : HttpContent
{
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once the reader waits for the rest.</summary>
    public Task Stalled => _stalled.Task;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(first), cancellationToken);
        _stalled.TrySetResult();
        await new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task.WaitAsync(cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

/// <summary>Keys that no server knows.</summary>
internal static class TestKeys
{
    public const string Live = "seq_live_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    public const string Test = "seq_test_ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";
}
