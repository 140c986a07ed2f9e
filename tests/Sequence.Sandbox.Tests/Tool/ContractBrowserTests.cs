using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using NUnit.Framework;
using Newtonsoft.Json.Linq;
using Sequence.Sandbox.Tool;

namespace Sequence.Sandbox.Tests.Tool;

/// <summary>The page at /docs: everything that it names is served by the exchange itself.</summary>
public sealed partial class ContractBrowserTests : ExchangeTest
{
    protected override Action<IApplicationBuilder> Pages => ContractBrowser.MapTo;

    [Test]
    public async Task Everything_that_the_page_refers_to_comes_from_the_exchange()
    {
        using HttpClient anyone = ClientFor(null);
        using HttpResponseMessage page = await anyone.GetAsync(new Uri("/docs", UriKind.Relative));
        string html = await page.Content.ReadAsStringAsync();
        Uri place = page.RequestMessage!.RequestUri!;
        JObject configuration = Configuration(html);
        string[] references =
        [
            .. Reference().Matches(html).Select(match => match.Groups["to"].Value), (string)configuration["favicon"]!, "/" + (string)configuration["sources"]![0]!["url"]!,
        ];

        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(references, Has.Length.AtLeast(4).And.Some.EndsWith("/docs/sequence.yaml"));
        foreach (string reference in references)
        {
            var target = new Uri(place, reference);
            Assert.That(target.Authority, Is.EqualTo(Exchange.BaseAddress.Authority), reference);
            using HttpResponseMessage asset = await anyone.GetAsync(target);
            Assert.That(asset.StatusCode, Is.EqualTo(HttpStatusCode.OK), reference);
            Assert.That(await asset.Content.ReadAsByteArrayAsync(), Is.Not.Empty, reference);
        }
    }

    [Test]
    public async Task The_page_names_no_other_place_and_the_browser_may_load_from_none()
    {
        using HttpClient anyone = ClientFor(null);
        using HttpResponseMessage page = await anyone.GetAsync(new Uri("/docs/", UriKind.Relative));
        string html = await page.Content.ReadAsStringAsync();

        Assert.That(html, Does.Not.Match("https?:"));
        Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'self' ").And.Not.Contains("http"));
        Assert.That(Configuration(html).ToString(), Does.Not.Contain("http"));
    }

    [Test]
    public async Task Calls_from_the_page_go_to_the_exchange_and_neither_fonts_nor_telemetry_elsewhere()
    {
        using HttpClient anyone = ClientFor(null);
        JObject configuration = Configuration(await anyone.GetStringAsync(new Uri("/docs/", UriKind.Relative)));

        Assert.That(configuration["servers"]!.Select(server => (string?)server["url"]), Is.EqualTo(new[] { "/" }));
        Assert.That((bool?)configuration["withDefaultFonts"], Is.False);
        Assert.That((bool?)configuration["telemetry"], Is.False);
        Assert.That((bool?)configuration["agent"]!["disabled"], Is.True);
        Assert.That((bool?)configuration["mcp"]!["disabled"], Is.True);
        Assert.That(configuration["proxyUrl"], Is.Null);
    }

    [Test]
    public async Task The_contract_is_served_byte_for_byte()
    {
        using HttpClient anyone = ClientFor(null);
        using HttpResponseMessage answer = await anyone.GetAsync(new Uri("/docs/sequence.yaml", UriKind.Relative));

        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/yaml"));
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.EqualTo(await File.ReadAllBytesAsync(Repository.PathTo("openapi/sequence.yaml"))));
    }

    [TestCase("/docs/no-such-file")]
    [TestCase("/docsish")]
    public async Task Beside_the_page_the_exchange_answers_as_ever(string path) =>
        Assert.That((string?)(await FailAsync(HttpMethod.Get, path, HttpStatusCode.NotFound))["code"], Is.EqualTo("NOT_FOUND"));

    private static JObject Configuration(string html) => JObject.Parse(html.Split('\n').Single(line => line.Contains("\"sources\"", StringComparison.Ordinal)).Trim().TrimEnd(','));

    [GeneratedRegex("""(?:src|href)="(?<to>[^"]*)"|from '(?<to>[^']*)'|import\('(?<to>[^']*)'\)""")]
    private static partial Regex Reference();
}
