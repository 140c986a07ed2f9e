using NUnit.Framework;
using Sequence.Sandbox.Recording;

namespace Sequence.Sandbox.Tests.Recording;

public sealed class SecretsTests
{
    private static readonly string Key = "seq_live_" + new string('a', 64);

    private readonly Secrets _secrets = Recordings.NewSecrets(1);

    [TestCase("""{"api_key": "k", "api_secret":"s", "label": "mine"}""", """{"api_key": "<secret-1>", "api_secret":"<secret-2>", "label": "mine"}""")]
    [TestCase("""{"privateKey": 1, "wallet_private_key": "a\"b", "passphrase": "a\"b"}""", """{"privateKey": 1, "wallet_private_key": "<secret-1>", "passphrase": "<secret-1>"}""")]
    [TestCase("""{"api_secret": "cut off""", """{"api_secret": "<secret-1>""")]
    [TestCase("""{"api_secret": ""}""", """{"api_secret": ""}""")]
    public void Secret_members_get_names_and_nothing_else_changes(string body, string hidden) =>
        Assert.That(Recordings.NewSecrets(1).HideInBody(body, isCredential: false), Is.EqualTo(hidden));

    [Test]
    public void Every_value_of_a_credential_is_a_secret() => Assert.That(
        _secrets.HideInBody("""{"extra_json": {"who": "me", "keys": ["a", "b"], "n": 1}}""", isCredential: true),
        Is.EqualTo("""{"extra_json": {"who": "<secret-1>", "keys": ["<secret-2>", "<secret-3>"], "n": 1}}"""));

    [Test]
    public void A_key_gets_one_name_wherever_it_stands()
    {
        var secrets = Recordings.NewSecrets(1);
        Assert.That(secrets.HideInHeader("Bearer " + Key), Is.EqualTo("Bearer <seq_live-1>"));
        Assert.That(secrets.HideInBody($$"""{"api_key": "{{Key}}", "text": "wst_0a1b"}""", isCredential: false), Is.EqualTo("""{"api_key": "<seq_live-1>", "text": "<wst-2>"}"""));
        Assert.That(secrets.HideInQuery($"?a=1&ticket=wst_0a1b&api_secret=x%20y"), Is.EqualTo("?a=1&ticket=<wst-2>&api_secret=<secret-3>"));
        Assert.That(secrets.HideInHeader("Basic dXNlcjpwYXNz"), Is.EqualTo("Basic <secret-4>"));
        Assert.That(secrets.Hide("said 'dXNlcjpwYXNz'"), Is.EqualTo("said '<secret-4>'"));
    }

    [Test]
    public void A_replay_gets_keys_of_the_same_kind_and_those_that_it_was_given()
    {
        var secrets = Recordings.NewSecrets(1);
        string live = secrets.Reveal("<seq_live-1>");
        Assert.That(live, Does.Match("^seq_live_[0-9a-f]{64}$"));
        Assert.That(secrets.Reveal("Bearer <seq_live-1>"), Is.EqualTo("Bearer " + live));
        Assert.That(secrets.Hide("wst_0a1b"), Is.EqualTo("<wst-2>"));
        Assert.That(secrets.Reveal("<wst-2>"), Is.EqualTo("wst_0a1b"));
        Assert.That(secrets.HideInBody(secrets.Reveal("""{"api_key": "<secret-3>"}"""), isCredential: true), Is.EqualTo("""{"api_key": "<secret-3>"}"""));
        Assert.That(secrets.Hide(live), Is.EqualTo("<seq_live-1>"));
    }
}
