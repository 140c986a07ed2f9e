using NUnit.Framework;
using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;

namespace Sequence.Sandbox.Tests.Accounts;

public sealed class KeyringTests
{
    private readonly string _test = "seq_test_" + new string('a', 64);
    private readonly string _live = "seq_live_" + new string('B', 64);

    private Keyring _keyring = null!;

    [SetUp]
    public void Open() => _keyring = new Keyring(new Random(1), qps: 5);

    [TestCase("seq_test_", 64, "", true)]
    [TestCase("seq_live_", 64, "", true)]
    [TestCase("seq_test_", 63, "", false)]
    [TestCase("seq_test_", 65, "", false)]
    [TestCase("seq_prod_", 64, "", false)]
    [TestCase("Seq_test_", 64, "", false)]
    [TestCase("x seq_test_", 64, "", false)]
    [TestCase("seq_test_", 64, "\n", false)]
    public void A_key_has_its_prefix_and_64_hexadecimal_digits(string prefix, int digits, string suffix, bool isKey) =>
        Assert.That(Keyring.IsWellFormed(prefix + new string('F', digits) + suffix), Is.EqualTo(isKey));

    [Test]
    public void A_digit_beyond_f_is_none() => Assert.That(Keyring.IsWellFormed("seq_test_" + new string('g', 64)), Is.False);

    [Test]
    public void An_unseen_key_opens_a_client_of_its_own_and_stays_with_it()
    {
        Account first = _keyring.AccountOf(_test);
        Account second = _keyring.AccountOf(_live);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((first.ClientId, second.ClientId), Is.EqualTo(("client_1", "client_2")));
            Assert.That((first.IsLive, second.IsLive), Is.EqualTo((false, true)));
            Assert.That(_keyring.AccountOf(_test), Is.SameAs(first));
            Assert.That(first, Is.SameAs(first.Client.Paper).And.Not.SameAs(first.Client.Live));
            Assert.That(_keyring.Of(first.Client), Is.EqualTo([new ApiKey("key_1", first.Client, null, IsLive: false)]));
            Assert.That(first.Client.Limit!.Qps, Is.EqualTo(5));
            Assert.That(new Keyring(new Random(1)).AccountOf(_test).Client.Limit, Is.Null);
        }
    }

    [Test]
    public void New_keys_differ_and_are_of_the_paper_side() =>
        Assert.That((_keyring.NewKey(), Keyring.IsWellFormed(_keyring.NewKey())), Is.Not.EqualTo((_keyring.NewKey(), true)).And.EqualTo((new Keyring(new Random(1)).NewKey(), true)));

    [TestCase(false, "seq_test_")]
    [TestCase(true, "seq_live_")]
    public void A_created_key_belongs_to_the_client(bool isLive, string prefix)
    {
        Client client = _keyring.AccountOf(_test).Client;
        (ApiKey key, string secret) = _keyring.Create(client, "mine", isLive);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(key, Is.EqualTo(new ApiKey("key_2", client, "mine", isLive)));
            Assert.That(secret, Does.StartWith(prefix));
            Assert.That(_keyring.AccountOf(secret), Is.SameAs(isLive ? client.Live : client.Paper));
            Assert.That((_keyring.Owns(client, secret), _keyring.Owns(client, _live)), Is.EqualTo((true, false)));
            Assert.That(_keyring.Owns(_keyring.AccountOf(_live).Client, secret), Is.False);
            Assert.That(_keyring.Of(client).Select(one => one.Id), Is.EqualTo(["key_1", "key_2"]));
        }
    }

    [Test]
    public void A_rotated_key_keeps_its_id_and_loses_its_old_secret()
    {
        Client client = _keyring.AccountOf(_live).Client;
        (ApiKey key, string secret) = _keyring.Rotate(client, "key_1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((key.Id, key.IsLive), Is.EqualTo(("key_1", true)));
            Assert.That(secret, Does.StartWith("seq_live_"));
            Assert.That(_keyring.AccountOf(secret), Is.SameAs(client.Live));
            Assert.That(_keyring.Owns(client, _live), Is.False);
            Assert.That(KindOf(() => _keyring.AccountOf(_live)), Is.EqualTo(RefusalKind.Unauthenticated));
            Assert.That(_keyring.Of(client), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void A_revoked_key_opens_nothing_any_more()
    {
        Client client = _keyring.AccountOf(_test).Client;
        (ApiKey key, string secret) = _keyring.Create(client, "second", isLive: false);
        _keyring.Revoke(client, key.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(KindOf(() => _keyring.AccountOf(secret)), Is.EqualTo(RefusalKind.Unauthenticated));
            Assert.That(_keyring.Of(client).Select(one => one.Id), Is.EqualTo(["key_1"]));
            Assert.That(KindOf(() => _keyring.Revoke(client, key.Id)), Is.EqualTo(RefusalKind.NotFound));
            Assert.That(KindOf(() => _keyring.Rotate(client, "key_9")), Is.EqualTo(RefusalKind.NotFound));
            Assert.That(_keyring.AccountOf(_test).Client, Is.SameAs(client));
        }
    }

    private static RefusalKind KindOf(Action act) => Assert.Throws<RefusedException>(() => act())!.Refusal.Kind;
}
