using NUnit.Framework;
using Sequence.Sandbox.Hosting;

namespace Sequence.Sandbox.Tests.Hosting;

public sealed class ListenAddressTests
{
    [TestCase("")]
    [TestCase(";")]
    [TestCase("127.0.0.1:80")]
    [TestCase("https://127.0.0.1:80")]
    [TestCase("http://127.0.0.1:80/base")]
    [TestCase("http://127.0.0.1:70000")]
    [TestCase("http://example.com:80")]
    [TestCase("http://localhost:0")]
    [TestCase("http://127.0.0.1:80;nonsense")]
    public void An_address_that_nothing_can_listen_on_is_refused(string urls) =>
        Assert.That(() => ListenAddress.Parse(urls), Throws.ArgumentException.With.Message.Contains("write one such as"));

    [Test]
    public void Addresses_are_separated_by_semicolons() =>
        Assert.That(string.Join(" ", ListenAddress.Parse(" http://127.0.0.1:1; http://*:2 ;")), Is.EqualTo("http://127.0.0.1:1 http://*:2"));

    [TestCase("http://127.0.0.1:80", true)]
    [TestCase("http://127.3.2.1:80", true)]
    [TestCase("http://localhost:80", true)]
    [TestCase("http://[::1]:80", true)]
    [TestCase("http://0.0.0.0:80", false)]
    [TestCase("http://*:80", false)]
    [TestCase("http://[::]:80", false)]
    [TestCase("http://10.0.0.1:80", false)]
    public void An_address_is_loopback_or_can_be_reached_from_outside(string url, bool isLoopback) =>
        Assert.That(ListenAddress.IsLoopback(url), Is.EqualTo(isLoopback));

    [TestCase("http://127.0.0.1:81", "http://127.0.0.1:81/")]
    [TestCase("http://0.0.0.0:81", "http://127.0.0.1:81/")]
    [TestCase("http://[::]:81", "http://[::1]:81/")]
    public void Clients_reach_a_wildcard_over_loopback(string listening, string client) =>
        Assert.That(ListenAddress.ForClients(listening).ToString(), Is.EqualTo(client));
}
