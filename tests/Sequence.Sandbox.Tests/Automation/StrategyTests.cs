using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using NUnit.Framework;
using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Automation;

public sealed class StrategyTests : AutomationTest
{
    [TestCase(false, "stopped")]
    [TestCase(true, "running")]
    public async Task A_strategy_is_created_in_the_state_that_was_asked_for(bool start, string status)
    {
        JToken created = await PostAsync("/v1/strategies", Definition(definition => definition["start_immediately"] = start));

        Assert.That((string?)created["id"], Does.StartWith("strat_"));
        Assert.That((string?)created["status"], Is.EqualTo(status));
        Assert.That((string?)(await GetAsync("/v1/strategies")).Single()["id"], Is.EqualTo((string?)created["id"]));
    }

    [Test]
    public async Task The_environment_is_shown_and_secrets_and_keys_never_are()
    {
        string id = await CreateAsync(definition =>
        {
            definition["env"] = new JObject { ["LEVEL"] = "info" };
            definition["secrets"] = new JObject { ["FEED"] = "hush-hush" };
            definition["sequence_api_key"] = Key;
            definition["placement"] = new JObject { ["mode"] = "auto" };
            definition["resources"] = new JObject { ["memory_mb"] = 1024 };
        });
        JToken strategy = await GetAsync($"/v1/strategies/{id}");
        string everything = strategy.ToString() + await GetAsync("/v1/strategies");

        Assert.That((string?)strategy["env"]!["LEVEL"], Is.EqualTo("info"));
        Assert.That((string?)strategy["placement"]!["mode"], Is.EqualTo("auto"));
        Assert.That(((int)strategy["resources"]!["cpu_millis"]!, (int)strategy["resources"]!["memory_mb"]!), Is.EqualTo((250, 1024)));
        Assert.That(everything, Does.Not.Contain("hush-hush").And.Not.Contains("FEED").And.Not.Contains(Key).And.Not.Contains("artifact"));
    }

    [Test]
    public async Task Each_start_is_a_run_with_a_log_of_its_own()
    {
        string id = await CreateAsync();
        JToken before = await GetAsync($"/v1/strategies/{id}/logs");
        JToken first = await PostAsync($"/v1/strategies/{id}/start");
        JToken same = await PostAsync($"/v1/strategies/{id}/start");
        await PostAsync($"/v1/strategies/{id}/stop");
        JToken second = await PostAsync($"/v1/strategies/{id}/start");
        JToken latest = await GetAsync($"/v1/strategies/{id}/logs");
        JToken earlier = await GetAsync($"/v1/strategies/{id}/logs?run_id={first["run_id"]}");

        Assert.That(before["lines"], Is.Empty);
        Assert.That(same["run_id"], Is.EqualTo(first["run_id"]));
        Assert.That(latest["run_id"], Is.EqualTo(second["run_id"]).And.Not.EqualTo(first["run_id"]));
        Assert.That(latest["lines"]!.Count(), Is.EqualTo(1));
        Assert.That(earlier["lines"]!.Values<string>(), Is.EqualTo(["started python main.py (simulated)", "stopped; resting orders stay"]));
        await FailAsync(HttpMethod.Get, $"/v1/strategies/{id}/logs?run_id=r1", HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_deleted_strategy_and_that_of_another_account_are_404()
    {
        string id = await CreateAsync();
        await AsStrangerAsync(() => FailAsync(HttpMethod.Get, $"/v1/strategies/{id}", HttpStatusCode.NotFound));
        await AsStrangerAsync(() => FailAsync(HttpMethod.Post, $"/v1/strategies/{id}/start", HttpStatusCode.NotFound));
        JToken deleted = await SendAsync(HttpMethod.Delete, $"/v1/strategies/{id}");

        Assert.That((string?)deleted["status"], Is.EqualTo("deleted"));
        await FailAsync(HttpMethod.Delete, $"/v1/strategies/{id}", HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_tar_archive_does_as_well_as_a_zip()
    {
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
            await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, "src/run.py") { DataStream = new MemoryStream("pass"u8.ToArray()) });

        await CreateAsync(definition =>
        {
            definition["artifact_base64"] = Convert.ToBase64String(archive.ToArray());
            definition["entrypoint"] = "src/run.py";
        });
        JToken error = await RefuseAsync("entrypoint", definition => definition["artifact_base64"] = Convert.ToBase64String(archive.ToArray()));
        Assert.That((string?)error["message"], Does.Contain("main.py"));
    }

    [TestCase("name", "")]
    [TestCase("runtime", "node")]
    [TestCase("entrypoint", "other.py")]
    [TestCase("artifact_base64", "QUJD")]
    [TestCase("artifact_base64", "UEtBQkM=")]
    [TestCase("artifact_base64", "?")]
    [TestCase("placement", "auto")]
    [TestCase("sequence_api_key", "seq_test_0")]
    public Task A_member_that_does_not_fit_is_422(string member, string value) => RefuseAsync(member, definition => definition[member] = value);

    [TestCase("cpu_millis", 2001)]
    [TestCase("memory_mb", 0)]
    [TestCase("timeout_secs", 86_401)]
    public Task Resources_beyond_the_quota_are_422(string member, int value) =>
        RefuseAsync($"resources.{member}", definition => definition["resources"] = new JObject { [member] = value });

    [Test]
    public async Task The_key_of_another_client_is_refused() =>
        await AsStrangerAsync(() => RefuseAsync("sequence_api_key", definition => definition["sequence_api_key"] = Key));

    [Test]
    public async Task Beyond_the_quota_of_strategies_none_is_created()
    {
        for (int i = 0; i < 20; i++)
            await CreateAsync();

        JToken error = await FailAsync(HttpMethod.Post, "/v1/strategies", HttpStatusCode.Forbidden, Definition().ToString());
        Assert.That((string?)error["message"], Does.Contain("20"));
    }

    private static JObject Definition(Action<JObject>? change = null)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("main.py");
        var definition = new JObject
        {
            ["name"] = "pairs",
            ["runtime"] = "python",
            ["entrypoint"] = "main.py",
            ["artifact_base64"] = Convert.ToBase64String(archive.ToArray()),
        };
        change?.Invoke(definition);
        return definition;
    }

    private async Task<string> CreateAsync(Action<JObject>? change = null) => (string)(await PostAsync("/v1/strategies", Definition(change)))["id"]!;

    private async Task<JToken> RefuseAsync(string field, Action<JObject> change)
    {
        JToken error = await FailAsync(HttpMethod.Post, "/v1/strategies", HttpStatusCode.UnprocessableEntity, Definition(change).ToString());
        Assert.That((string?)error["details"]![0]!["field"], Is.EqualTo(field));
        return error;
    }
}
