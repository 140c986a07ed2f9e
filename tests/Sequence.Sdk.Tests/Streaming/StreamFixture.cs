using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk.Tests.Streaming;

/// <summary>A server, a client and a stream between them, for every test anew.</summary>
internal abstract class StreamFixture
{
    protected const string Key = "seq_test_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private readonly List<IAsyncDisposable> _streams = [];
    private CancellationTokenSource _patience = null!;

    protected StreamServer Server { get; private set; } = null!;

    protected SteppedTime Time { get; private set; } = null!;

    protected SequenceClient Client { get; private set; } = null!;

    /// <summary>Ends a test that would wait for ever.</summary>
    protected CancellationToken Patience => _patience.Token;

    [SetUp]
    public async Task OpenServerAndClient()
    {
        _patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Server = await StreamServer.StartAsync();
        Time = new SteppedTime();
        Client = NewClient(Timeout.InfiniteTimeSpan);
    }

    [TearDown]
    public async Task CloseServerAndClient()
    {
        // The server says no goodbye, so it hangs up once the streams have begun to close.
        Task[] closing = [.. _streams.Select(s => s.DisposeAsync().AsTask()), Client.DisposeAsync().AsTask()];
        Server.AbortAll();
        await Task.WhenAll(closing).WaitAsync(Patience);
        _streams.Clear();
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        _patience.Dispose();
    }

    protected SequenceClient NewClient(TimeSpan timeout) => NewClient(new SequenceClientOptions { Timeout = timeout });

    /// <summary>A client of the server on the test's clock.</summary>
    protected SequenceClient NewClient(SequenceClientOptions options)
    {
        options.BaseAddress = Server.Address;
        options.TimeProvider = Time;
        options.Seed = 11;
        return new SequenceClient(Key, options);
    }

    /// <summary>Connects, with the server taking every topic; nothing is read back.</summary>
    protected async Task<(MarketDataStream Stream, ServerSocket Socket)> ConnectAsync(StreamBuilder builder)
    {
        Task<MarketDataStream> connecting = builder.WithoutRecovery().ConnectAsync(Patience);
        ServerSocket socket = await Server.AcceptAsync(Patience);
        await socket.TakeSubscriptionAsync(Patience);
        return (Keep(await connecting), socket);
    }

    /// <summary>Disposes the stream after the test.</summary>
    protected T Keep<T>(T stream) where T : IAsyncDisposable
    {
        _streams.Add(stream);
        return stream;
    }

    /// <summary>The next event of a reader, which must be of this kind.</summary>
    protected async Task<T> NextAsync<T>(IAsyncEnumerator<StreamEvent> reader) where T : StreamEvent
    {
        bool more = await reader.MoveNextAsync().AsTask().WaitAsync(Patience);
        Assert.That(more, Is.True, "the stream ended");
        Assert.That(reader.Current, Is.InstanceOf<T>());
        return (T)reader.Current;
    }

    /// <summary>Reads the words with which every stream starts.</summary>
    protected async Task SkipStartAsync(IAsyncEnumerator<StreamEvent> reader)
    {
        await NextAsync<StreamEvent.Connected>(reader);
        await NextAsync<StreamEvent.Subscribed>(reader);
    }

    /// <summary>Lets time pass on the test's clock, step by step, until something is so: what waits for it may begin its wait at any moment.</summary>
    protected Task AdvanceUntilAsync(TimeSpan step, Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string expression = "") =>
        Eventually.TrueAsync(isSo, () => Time.Advance(step), expression);

    protected static string Price(string symbol, decimal bid) => Frame("prices:" + symbol, new JObject
    {
        ["bid"] = bid,
        ["ask"] = bid + 1,
        ["mid"] = bid + 0.5m,
        ["ts_ns"] = 1_705_406_400_000_000_000,
    });

    protected static string Fill(string id) => Frame("fills", new JObject
    {
        ["fill_id"] = id,
        ["node_order_id"] = "graph:graph_ab12:order:1",
        ["symbol"] = "BTC-USD",
        ["side"] = "BUY",
        ["qty_1e8"] = 29_000_000,
        ["price_1e9"] = 75_000_000_000_000,
    });

    protected static string Frame(string channel, JToken data) => new JObject { ["channel"] = channel, ["data"] = data }.ToString();
}
