using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Sequence.Exchange.Core;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sdk;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Sandbox.Tests;

/// <summary>A fresh exchange on virtual time for each test, and a plain HTTP client with a key of it.</summary>
public abstract class ExchangeTest
{
    protected FakeTimeProvider Time { get; private set; } = null!;

    protected SandboxExchange Exchange { get; private set; } = null!;

    protected HttpClient Http { get; private set; } = null!;

    protected string Key { get; private set; } = null!;

    protected virtual SandboxOptions Options => new() { Seed = 7, TimeProvider = Time };

    /// <summary>Pages besides the API; null for none.</summary>
    protected virtual Action<IApplicationBuilder>? Pages => null;

    [SetUp]
    public async Task Open()
    {
        Time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        Exchange = await SandboxExchange.StartAsync(Options, Pages, CancellationToken.None);
        Key = Exchange.NewKey();
        Http = ClientFor(Key);
    }

    [TearDown]
    public async Task Close()
    {
        Http.Dispose();
        await Exchange.DisposeAsync();
    }

    protected HttpClient ClientFor(string? key)
    {
        var client = new HttpClient { BaseAddress = Exchange.BaseAddress };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>A market of the test's own, which no market maker touches.</summary>
    internal VenueMarket List(string venue, string symbol = "TEST-USD", InstrumentKind kind = InstrumentKind.Spot) => Exchange.Scheduler.Enter(() =>
        Exchange.Markets.List(venue, new Instrument(symbol, kind, "TEST", "USD", Px.FromDecimal(0.01m), Qty.FromDecimal(0.001m), 10, 5)));

    internal BookOrder Bid(VenueMarket market, decimal price, decimal qty) => Place(market, BookSide.Bid, price, qty);

    internal BookOrder Ask(VenueMarket market, decimal price, decimal qty) => Place(market, BookSide.Ask, price, qty);

    internal BookOrder Place(VenueMarket market, BookSide side, decimal price, decimal qty, string? reference = null) => Exchange.Scheduler.Enter(() =>
        market.Book.Place(side, Px.FromDecimal(price), Qty.FromDecimal(qty), BookTimeInForce.Gtc, null, reference));

    protected async Task<JToken> GetAsync(string path) => await SendAsync(HttpMethod.Get, path);

    protected async Task<JToken> SendAsync(HttpMethod method, string path, string? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await Http.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(expected), text);
        return Parse(text);
    }

    /// <summary>The error of an answer: its code, message and details.</summary>
    protected async Task<JToken> FailAsync(HttpMethod method, string path, HttpStatusCode expected, string? body = null) =>
        (await SendAsync(method, path, body, expected))["error"]!;

    internal static JToken Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { FloatParseHandling = FloatParseHandling.Decimal, DateParseHandling = DateParseHandling.None };
        return JToken.ReadFrom(reader);
    }
}
