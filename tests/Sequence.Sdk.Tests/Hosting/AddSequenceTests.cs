using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json;
using Sequence.Sdk.Tests.Transport;

namespace Sequence.Sdk.Tests.Hosting;

[TestFixture]
public sealed class AddSequenceTests
{
    [Test]
    public async Task The_client_is_one_for_the_program_and_ends_with_the_container()
    {
        ServiceProvider provider = Provider(s => s.AddSequence(o => o.ApiKey = TestKeys.Test));

        SequenceClient client = provider.GetRequiredService<SequenceClient>();
        Assert.That(provider.GetRequiredService<SequenceClient>(), Is.SameAs(client));
        Assert.That(client.ToString(), Is.EqualTo("SequenceClient(api.sequencemkts.com with seq_test_***)"));
        await provider.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetSymbolsAsync());
    }

    [Test]
    public async Task Every_name_has_a_client_a_key_and_options_of_its_own()
    {
        List<string> sent = [];
        using var stub = new StubHandler(request =>
        {
            sent.Add($"{request.RequestUri!.Host} {request.Headers.Authorization}");
            return new HttpResponseMessage { Content = new StringContent("[]") };
        });
        await using ServiceProvider provider = Provider(s =>
        {
            s.AddSequence("desk-a", o => (o.ApiKey, o.BaseAddress) = (TestKeys.Test, new Uri("https://a.test"))).ConfigurePrimaryHttpMessageHandler(() => stub);
            s.AddSequence("desk-b", o => (o.ApiKey, o.BaseAddress) = (TestKeys.Live, new Uri("https://b.test"))).ConfigurePrimaryHttpMessageHandler(() => stub);
        });

        SequenceClient a = provider.GetRequiredKeyedService<SequenceClient>("desk-a"), b = provider.GetRequiredKeyedService<SequenceClient>("desk-b");
        await a.GetSymbolsAsync();
        await b.GetSymbolsAsync();

        Assert.That(sent, Is.EqualTo(new[] { $"a.test Bearer {TestKeys.Test}", $"b.test Bearer {TestKeys.Live}" }));
        Assert.That(provider.GetRequiredKeyedService<SequenceClient>("desk-a"), Is.SameAs(a).And.Not.SameAs(b));
        Assert.That((provider.GetService<SequenceClient>(), provider.GetKeyedService<SequenceClient>("desk-c")), Is.EqualTo(((SequenceClient?)null, (SequenceClient?)null)));
    }

    private static IEnumerable<TestCaseData> Bad =>
    [
        Refused("ApiKey: must not be empty.", _ => { }),
        Refused("ApiKey: holds white space or a character that no header can carry.", o => o.ApiKey = TestKeys.Live + "\n"),
        Refused("BaseAddress: the key is not sent over plain http to example.com: use https (plain http is for a loopback host).", o => o.BaseAddress = new Uri("http://example.com")),
        Refused("Timeout: must be above 0 and at most 49 days, or infinite.", o => o.Timeout = TimeSpan.Zero),
        Refused("MaxRetries: must be between 0 and 100, but was -1.", o => o.MaxRetries = -1),
        Refused("RateLimitQps: must be between 1 and 1000000, but was 0.", o => o.RateLimitQps = 0),
    ];

    [TestCaseSource(nameof(Bad))]
    public async Task A_bad_registration_fails_when_the_host_starts(object configure, string problem)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSequence("desk-a", o => o.ApiKey = TestKeys.Test);
        builder.Services.AddSequence((Action<SequenceRegistration>)configure);
        using IHost host = builder.Build();

        OptionsValidationException error = (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync()))!;

        Assert.That(error.Failures, Is.EqualTo(new[] { "AddSequence(): " + problem }));
        Assert.That(error.ToString(), Does.Not.Contain(TestKeys.Live[9..]));
        Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<SequenceClient>());
        Assert.That(host.Services.GetRequiredKeyedService<SequenceClient>("desk-a"), Is.Not.Null);
    }

    [Test]
    public async Task A_bad_registration_is_named()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSequence("desk-a", _ => { });
        using IHost host = builder.Build();

        Assert.That(
            (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync()))!.Failures, Is.EqualTo(new[] { "AddSequence(\"desk-a\"): ApiKey: must not be empty." }));
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase(null)]
    public void A_name_is_not_empty(string? name) => Assert.That(
        Assert.Throws<SequenceValidationException>(() => new ServiceCollection().AddSequence(name!, _ => { }))!.Field, Is.EqualTo("name"));

    [Test]
    public async Task A_second_registration_of_the_same_name_adds_to_the_first()
    {
        await using ServiceProvider provider = Provider(s =>
        {
            s.AddSequence(o => o.ApiKey = TestKeys.Test);
            s.AddSequence(o => o.BaseAddress = new Uri("https://elsewhere.test"));
        });

        Assert.That(provider.GetServices<SequenceClient>().Single().ToString(), Is.EqualTo("SequenceClient(elsewhere.test with seq_test_***)"));
        Assert.That(provider.GetServices<IValidateOptions<SequenceRegistration>>().ToList(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_registration_is_read_from_the_configuration()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ApiKey"] = TestKeys.Test,
            ["BaseAddress"] = "https://configured.test",
            ["Timeout"] = "00:00:07",
            ["MaxRetries"] = "5",
            ["RateLimitQps"] = "20",
        }).Build();
        await using ServiceProvider provider = Provider(s => s.AddSequence(configuration.Bind));

        SequenceRegistration read = provider.GetRequiredService<IOptions<SequenceRegistration>>().Value;

        Assert.That((read.ApiKey, read.BaseAddress.Host, read.Timeout, read.MaxRetries, read.RateLimitQps), Is.EqualTo((TestKeys.Test, "configured.test", TimeSpan.FromSeconds(7), 5, (int?)20)));
    }

    [Test]
    public void A_registration_does_not_show_its_key()
    {
        var registration = new SequenceRegistration { ApiKey = TestKeys.Live };

        string shown = registration + JsonConvert.SerializeObject(registration) + System.Text.Json.JsonSerializer.Serialize(registration);

        Assert.That(shown, Does.Contain("SequenceRegistration(https://api.sequencemkts.com/)").And.Not.Contain(TestKeys.Live[9..]));
    }

    [Test]
    public async Task Clock_and_log_come_from_the_container_unless_they_are_set()
    {
        var containers = new FakeTimeProvider();
        var own = new FakeTimeProvider();
        using var silent = new SilentHandler();
        await using ServiceProvider provider = Provider(s =>
        {
            s.AddSingleton<TimeProvider>(containers);
            s.AddSequence("a", o => o.ApiKey = TestKeys.Test).ConfigurePrimaryHttpMessageHandler(() => silent);
            s.AddSequence("b", o => (o.ApiKey, o.TimeProvider) = (TestKeys.Test, own)).ConfigurePrimaryHttpMessageHandler(() => silent);
        });

        Task a = provider.GetRequiredKeyedService<SequenceClient>("a").GetSymbolsAsync(), b = provider.GetRequiredKeyedService<SequenceClient>("b").GetSymbolsAsync();
        containers.Advance(TimeSpan.FromSeconds(30));

        await Assert.ThrowsAsync<SequenceNetworkException>(() => a);
        Assert.That(b.IsCompleted, Is.False);
        own.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<SequenceNetworkException>(() => b);
    }

    [Test]
    public async Task The_factory_decides_when_a_handler_is_renewed()
    {
        int made = 0;
        await using ServiceProvider provider = Provider(s =>
        {
            IHttpClientBuilder http = s.AddSequence(o => o.ApiKey = TestKeys.Test);
            http.ConfigurePrimaryHttpMessageHandler(() =>
            {
                made++;
                return new StubHandler(System.Net.HttpStatusCode.OK, "[]");
            });
            s.AddSingleton<IHttpMessageHandlerFactory>(p => new AlwaysNew(p));
        });
        SequenceClient client = provider.GetRequiredService<SequenceClient>();

        await client.GetSymbolsAsync();
        await client.GetSymbolsAsync();

        Assert.That(made, Is.EqualTo(2));
    }

    [Test]
    public async Task A_handler_in_the_options_is_used_in_the_place_of_the_factorys()
    {
        using var stub = new StubHandler(System.Net.HttpStatusCode.OK, "[]");
        await using ServiceProvider provider = Provider(s => s.AddSequence(o => (o.ApiKey, o.HttpHandler) = (TestKeys.Test, stub)));

        await provider.GetRequiredService<SequenceClient>().GetSymbolsAsync();

        Assert.That(stub.Asked, Is.EqualTo(1));
    }

    [Test]
    public async Task On_a_real_socket_nothing_that_is_reported_holds_the_key_and_no_redirect_is_followed()
    {
        using var reports = new Reports();
        await using var elsewhere = new LoopbackServer(LoopbackServer.Http(200, "[]"));
        await using var server = new LoopbackServer(LoopbackServer.Http(307, "moved", $"Location: {elsewhere.Address}v1/symbols\r\n"));
        await using ServiceProvider provider = Provider(s =>
        {
            s.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(reports));
            s.AddSequence(o => (o.ApiKey, o.BaseAddress) = (TestKeys.Live, server.Address));
        });

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => provider.GetRequiredService<SequenceClient>().GetSymbolsAsync()))!;

        Assert.That((error.Status, elsewhere.Requests), Is.EqualTo((307, 0)));
        Assert.That(reports.Logs.Select(l => l.Text), Has.Some.Contains("listSymbols: attempt 1 failed (307)"));
        Assert.That(reports.Everything, Does.Contain("/v1/symbols").And.Not.Contain(TestKeys.Live[9..20]));
    }

    private static ServiceProvider Provider(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        register(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private static TestCaseData Refused(string problem, Action<SequenceRegistration> configure) => new TestCaseData(
        (SequenceRegistration o) =>
        {
            o.ApiKey = problem.StartsWith("ApiKey", StringComparison.Ordinal) ? "" : TestKeys.Live;
            configure(o);
        },
        problem).SetArgDisplayNames(problem.Split(' ')[0] + problem.Length);

    /// <summary>A factory that renews its handler for every attempt.</summary>
    private sealed class AlwaysNew(IServiceProvider provider) : IHttpMessageHandlerFactory
    {
        public HttpMessageHandler CreateHandler(string name)
        {
            var builder = provider.GetRequiredService<HttpMessageHandlerBuilder>();
            builder.Name = name;
            foreach (Action<HttpMessageHandlerBuilder> action in provider.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get(name).HttpMessageHandlerBuilderActions)
                action(builder);
            return builder.Build();
        }
    }
}
