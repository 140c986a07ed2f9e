using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Streaming;

namespace Sequence.Sdk.Tests.ServerSentEvents;

/// <summary>A server, a client and a reader of alerts between them, for every test anew.</summary>
internal abstract class EventFixture
{
    protected const string Key = "seq_test_00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private CancellationTokenSource _patience = null!;

    protected EventServer Server { get; private set; } = null!;

    protected SteppedTime Time { get; private set; } = null!;

    protected SequenceClient Client { get; private set; } = null!;

    protected IAsyncEnumerator<JToken> Reader { get; private set; } = null!;

    /// <summary>Ends a test that would wait for ever.</summary>
    protected CancellationToken Patience => _patience.Token;

    [SetUp]
    public async Task OpenServerAndClient()
    {
        _patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Server = await EventServer.StartAsync();
        Time = new SteppedTime();
        Client = NewClient(Timeout.InfiniteTimeSpan);
        Reader = Client.StreamAlertsAsync().GetAsyncEnumerator(Patience);
    }

    [TearDown]
    public async Task CloseServerAndClient()
    {
        await Reader.DisposeAsync();
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        _patience.Dispose();
    }

    protected SequenceClient NewClient(TimeSpan timeout) =>
        new(Key, new SequenceClientOptions { BaseAddress = Server.Address, TimeProvider = Time, Timeout = timeout, Seed = 11 });

    /// <summary>The next request, answered with an event stream.</summary>
    protected async Task<EventExchange> OpenNextAsync(string text = "") => await (await Server.NextAsync(Patience)).OpenAsync(text);

    /// <summary>The next event, as compact JSON.</summary>
    protected async Task<string> NextAsync()
    {
        Assert.That(await Reader.MoveNextAsync(), Is.True);
        return Reader.Current.ToString(Formatting.None);
    }

    /// <summary>Begins to read, and gives the connection that comes up for it.</summary>
    protected async Task<(Task<string> Event, EventExchange Connection)> BeginAsync(string text = "")
    {
        Task<string> next = NextAsync();
        return (next, await OpenNextAsync(text));
    }
}
