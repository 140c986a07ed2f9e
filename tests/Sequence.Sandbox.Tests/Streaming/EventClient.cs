using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Streaming;

/// <summary>A bare client of server-sent events: reads block after block.</summary>
internal sealed class EventClient : IDisposable
{
    // Real time: an event that never comes must fail the test instead of hanging it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;

    private EventClient(HttpResponseMessage answer, Stream body)
    {
        _answer = answer;
        _lines = new StreamReader(body);
    }

    public string? MediaType => _answer.Content.Headers.ContentType?.MediaType;

    /// <summary>Opens a stream and reads the comment that opens it: from then on nothing is missed.</summary>
    public static async Task<EventClient> OpenAsync(HttpClient http, string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        using var patience = new CancellationTokenSource(Patience);
        HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var client = new EventClient(answer, await answer.Content.ReadAsStreamAsync(patience.Token));
        Assert.That(await client.BlockAsync(), Is.EqualTo(": open"));
        return client;
    }

    /// <summary>The next block, its lines joined; null when the response is over.</summary>
    public async Task<string?> BlockAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var lines = new List<string>();
        while (await _lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Length == 0)
                return string.Join('\n', lines);
            lines.Add(line);
        }

        return null;
    }

    /// <summary>The next event; heartbeats are passed over.</summary>
    public async Task<(long Id, string Name, JToken Data)> EventAsync()
    {
        string? block = await BlockAsync();
        while (block is not null && block.StartsWith(':'))
            block = await BlockAsync();
        string[] lines = (block ?? throw new AssertionException("The response ended.")).Split('\n');
        Assert.That(lines, Has.Length.EqualTo(3), block);
        return (long.Parse(lines[0]["id: ".Length..], null), lines[1]["event: ".Length..], ExchangeTest.Parse(lines[2]["data: ".Length..]));
    }

    public void Dispose()
    {
        _lines.Dispose();
        _answer.Dispose();
    }
}
