using System.Globalization;
using System.Net.Http.Headers;
using Newtonsoft.Json;
using Sequence.Benchmarks.Measuring;
using Sequence.Sdk;

namespace Sequence.Benchmarks.Loopback;

/// <summary>One quote: the whole SDK (key, request id, retry, deadline, error mapping, telemetry) against a bare HTTP client.</summary>
internal static class QuoteComparison
{
    private const int Rounds = 15;
    private const string Key = "seq_benchmark_0123456789abcdef";
    private const string Symbol = "BTC-USD";

    private static readonly TimeSpan SlotLength = TimeSpan.FromMilliseconds(150);

    private static readonly int[] Callers = [1, 16];

    private static readonly JsonSerializerSettings Settings = ContractJson.Settings();

    public static async Task RunAsync()
    {
        using ServerProcess server = await ServerProcess.StartAsync();
        using var sdk = new SequenceClient(Key, new SequenceClientOptions { BaseAddress = server.Address });
        using var bare = new HttpClient { BaseAddress = server.Address };
        bare.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        string expected = SameResult.TextOf(await ReadAsync(bare));
        SameResult.Require("GetQuoteAsync", expected, SameResult.TextOf(await sdk.GetQuoteAsync(Symbol)));

        foreach (int callers in Callers)
        {
            string title = string.Create(CultureInfo.InvariantCulture, $"rest: one quote, {QuoteAnswer.Body().Length} bytes, {callers} at a time");
            await new Comparison(title, Rounds, SlotLength).RunAsync(
                Calls("HttpClient and Newtonsoft.Json", callers, () => ReadAsync(bare)),
                Calls("Sequence.Sdk, GetQuoteAsync", callers, () => sdk.GetQuoteAsync(Symbol)),
                Calls("HttpClient alone, body not read as JSON", callers, () => bare.GetByteArrayAsync(Path)));
        }
    }

    private static Uri Path { get; } = new("v1/quotes/" + Symbol + "?depth=10", UriKind.Relative);

    private static async Task<Quote> ReadAsync(HttpClient client) =>
        JsonConvert.DeserializeObject<Quote>(await client.GetStringAsync(Path), Settings)!;

    private static Candidate Calls(string name, int callers, Func<Task> call) => new(name, times =>
    {
        int left = times;
        return Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                await call();
        }));
    });
}
