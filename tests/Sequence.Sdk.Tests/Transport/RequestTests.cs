using System.Collections.Concurrent;
using NUnit.Framework;
using Sequence.Sdk.Tests.Wire;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk.Tests.Transport;

[TestFixture]
public sealed class RequestTests
{
    [Test]
    public async Task Every_call_carries_the_bearer_but_the_anonymous_one()
    {
        List<string?> bearers = [];
        using var stub = new StubHandler(request =>
        {
            bearers.Add(request.Headers.Authorization?.ToString());
            return new HttpResponseMessage { Content = new StringContent("[]") };
        });
        using SequenceClient client = stub.NewClient();

        await client.GetVenuesAsync();
        await client.IsHealthyAsync();
        await client.GetVenuesAsync();

        Assert.That(bearers, Is.EqualTo(new[] { "Bearer " + TestKeys.Live, null, "Bearer " + TestKeys.Live }));
    }

    [Test]
    public async Task Every_request_has_an_id_of_its_own()
    {
        ConcurrentBag<string> ids = [];
        using var stub = new StubHandler(request =>
        {
            ids.Add(request.Headers.GetValues(AuthHandler.RequestIdHeader).Single());
            return new HttpResponseMessage { Content = new StringContent("[]") };
        });
        using SequenceClient client = stub.NewClient();
        using SequenceClient seeded = stub.NewClient(seed: 7);

        await Parallel.ForAsync(0, 500, async (_, token) =>
        {
            await client.GetVenuesAsync(token);
            await seeded.GetVenuesAsync(token);
        });

        Assert.That(ids.Distinct().Count(), Is.EqualTo(1000));
        Assert.That(ids, Has.All.Match("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
    }

    [Test]
    public void The_same_seed_gives_the_same_ids_and_another_seed_others()
    {
        IdGenerator one = new(7), same = new(7), other = new(8), free = new(null), alsoFree = new(null);

        string[] ids = [one.NextRequestId(), one.NextGraphId()];

        Assert.That(new[] { same.NextRequestId(), same.NextGraphId() }, Is.EqualTo(ids));
        Assert.That(other.NextRequestId(), Is.Not.EqualTo(ids[0]));
        Assert.That(free.NextRequestId(), Is.Not.EqualTo(alsoFree.NextRequestId()));
        Assert.That(ids[1], Does.Match("^graph_[0-9a-f]{32}$"));
    }

    [TestCase("http://localhost:5000", "http://localhost:5000/v1/symbols")]
    [TestCase("http://localhost:5000/", "http://localhost:5000/v1/symbols")]
    [TestCase("http://localhost:5000///", "http://localhost:5000/v1/symbols")]
    [TestCase("https://gateway.test/sequence", "https://gateway.test/sequence/v1/symbols")]
    public async Task Every_trailing_slash_of_the_address_is_cut_off(string address, string sent)
    {
        Uri? seen = null;
        using var stub = new StubHandler(request =>
        {
            seen = request.RequestUri;
            return new HttpResponseMessage { Content = new StringContent("[]") };
        });
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { BaseAddress = new Uri(address), HttpHandler = stub });

        await client.GetSymbolsAsync();

        Assert.That(seen!.AbsoluteUri, Is.EqualTo(sent));
    }

    [TestCase("https://polymarket.com/event/a-b", "/v1/quotes/https%3A%2F%2Fpolymarket.com%2Fevent%2Fa-b")]
    [TestCase("KXM-1:YES", "/v1/quotes/KXM-1%3AYES")]
    [TestCase("a/../b", "/v1/quotes/a%2F..%2Fb")]
    [TestCase("%2e%2e", "/v1/quotes/%252e%252e")]
    [TestCase("a b?c#d&e=f+g", "/v1/quotes/a%20b%3Fc%23d%26e%3Df%2Bg")]
    [TestCase("प्रश्न", "/v1/quotes/%E0%A4%AA%E0%A5%8D%E0%A4%B0%E0%A4%B6%E0%A5%8D%E0%A4%A8")]
    [TestCase("a\\b", "/v1/quotes/a%5Cb")]
    public async Task A_path_value_stays_one_segment(string symbol, string path)
    {
        using var wire = new WireRecorder();

        await wire.Client.GetQuoteAsync(symbol);

        Assert.That(wire.Request.Path, Is.EqualTo(path));
    }

    [TestCase("de-DE")]
    [TestCase("hi-IN")]
    [TestCase("ar-SA")]
    [TestCase("fa-IR")]
    public async Task The_culture_does_not_change_a_request(string culture)
    {
        string invariant = await SentUnderAsync("");

        Assert.That(await SentUnderAsync(culture), Is.EqualTo(invariant));
        Assert.That(invariant, Does.Contain("qty=-1234567.89").And.Contain("tag_id=-7").And.Contain("\"qty\": 0.29"));
    }

    private static async Task<string> SentUnderAsync(string culture)
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(culture);
        try
        {
            using var wire = new WireRecorder();
            using var transport = new SequenceTransport(
                TestKeys.Live, new SequenceClientOptions { HttpHandler = wire, Seed = 7, BaseAddress = new Uri("https://wire.test") });
            await transport.CallAsync((raw, token) => raw.Monitor.GetExecutionForecastAsync("A", Side.Buy, -1234567.89m, token), CancellationToken.None);
            await transport.CallAsync((raw, token) => raw.See.ListMarketsAsync(tag_id: -7, cancellationToken: token), CancellationToken.None);
            await wire.Client.PreviewAsync("A", Side.Buy, 0.29m);
            return string.Join("\n", wire.Requests);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
