using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Hosting;

public sealed class RateLimitTests : ExchangeTest
{
    protected override SandboxOptions Options => new() { Seed = 7, TimeProvider = Time, RateLimitQps = 3 };

    [Test]
    public async Task A_burst_of_twice_the_rate_passes_and_then_as_many_as_flow_in()
    {
        int burst = await CountPassingAsync(10);
        Time.Advance(TimeSpan.FromSeconds(1));
        int second = await CountPassingAsync(10);
        Time.Advance(TimeSpan.FromMinutes(10));

        Assert.That((burst, second, await CountPassingAsync(10)), Is.EqualTo((6, 3, 6)));
    }

    [Test]
    public async Task A_third_of_a_second_brings_one_request_and_not_a_nanosecond_less()
    {
        await CountPassingAsync(6);
        Time.Advance(TimeSpan.FromTicks(3_333_333));
        int early = await CountPassingAsync(1);
        Time.Advance(TimeSpan.FromTicks(1));

        Assert.That((early, await CountPassingAsync(2)), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task The_refusal_is_the_documented_envelope_without_headers_to_rely_on()
    {
        await CountPassingAsync(6);
        using HttpResponseMessage answer = await Http.GetAsync(new Uri("/v1/account", UriKind.Relative));
        JToken error = Parse(await answer.Content.ReadAsStringAsync())["error"]!;

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That((string?)error["code"], Is.EqualTo("RATE_LIMITED"));
        Assert.That((string?)error["request_id"], Is.EqualTo(answer.Headers.GetValues("X-Request-Id").Single()));
        Assert.That(answer.Headers.Select(header => header.Key), Has.None.EqualTo("Retry-After").And.None.StartsWith("X-RateLimit"));
    }

    [Test]
    public async Task All_keys_of_a_client_share_the_bucket_and_other_clients_have_their_own()
    {
        JToken created = await SendAsync(HttpMethod.Post, "/v1/api_keys", """{"label": "live", "sandbox": false}""");
        await CountPassingAsync(5);
        using HttpClient twin = ClientFor((string)created["api_key"]!);
        using HttpClient stranger = ClientFor(Exchange.NewKey());

        Assert.That(await CountPassingAsync(1, twin), Is.Zero);
        Assert.That(await CountPassingAsync(10, stranger), Is.EqualTo(6));
    }

    [Test]
    public async Task What_needs_no_key_is_never_refused()
    {
        using HttpClient anonymous = ClientFor(null);
        for (int i = 0; i < 20; i++)
        {
            using HttpResponseMessage answer = await anonymous.GetAsync(new Uri("/v1/health/live", UriKind.Relative));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task The_profile_names_the_rate() =>
        Assert.That((int)(await GetAsync("/v1/account"))["profile"]!["rate_limit_qps"]!, Is.EqualTo(3));

    [Test]
    public async Task On_request_a_refusal_says_how_many_seconds_to_wait()
    {
        await using SandboxExchange telling = await SandboxExchange.StartAsync(new SandboxOptions { TimeProvider = Time, RateLimitQps = 1, RateLimitRetryAfter = true });
        using var client = new HttpClient { BaseAddress = telling.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", telling.NewKey());
        await CountPassingAsync(2, client);
        using HttpResponseMessage answer = await client.GetAsync(new Uri("/v1/account", UriKind.Relative));

        Assert.That(answer.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void A_rate_that_lets_nobody_in_is_refused(int qps) =>
        Assert.That(
            async () => await SandboxExchange.StartAsync(new SandboxOptions { RateLimitQps = qps }),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("RateLimitQps"));

    private async Task<int> CountPassingAsync(int calls, HttpClient? client = null)
    {
        int passed = 0;
        for (int i = 0; i < calls; i++)
        {
            using HttpResponseMessage answer = await (client ?? Http).GetAsync(new Uri("/v1/account", UriKind.Relative));
            passed += answer.IsSuccessStatusCode ? 1 : 0;
        }

        return passed;
    }
}
