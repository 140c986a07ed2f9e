using System.Reflection;
using Newtonsoft.Json;
using NUnit.Framework;

namespace Sequence.Sdk.Tests.Transport;

[TestFixture]
public sealed class CredentialTests
{
    [TestCase("https://api.sequencemkts.com")]
    [TestCase("http://localhost:50052")]
    [TestCase("http://LOCALHOST")]
    [TestCase("http://127.0.0.1:50052")]
    [TestCase("http://127.8.9.10")]
    [TestCase("http://[::1]:50052")]
    public void A_key_goes_over_https_anywhere_and_over_plain_http_to_this_machine(string address)
    {
        using var client = new SequenceClient(TestKeys.Live, new SequenceClientOptions { BaseAddress = new Uri(address) });

        Assert.That(client.ToString(), Does.Contain(new Uri(address).Authority));
    }

    [TestCase("http://api.sequencemkts.com")]
    [TestCase("http://10.0.0.1")]
    [TestCase("http://0.0.0.0")]
    [TestCase("http://localhost.example.com")]
    [TestCase("http://127.0.0.1.example.com")]
    [TestCase("http://[2001:db8::1]")]
    [TestCase("ftp://localhost")]
    [TestCase("ws://localhost")]
    [TestCase("https://user:word@api.sequencemkts.com")]
    [TestCase("https://api.sequencemkts.com?a=b")]
    [TestCase("https://api.sequencemkts.com#a")]
    [TestCase("/v1")]
    public void Any_other_address_is_refused(string address)
    {
        var options = new SequenceClientOptions { BaseAddress = new Uri(address, UriKind.RelativeOrAbsolute) };

        SequenceValidationException error = Assert.Throws<SequenceValidationException>(() => _ = new SequenceClient(TestKeys.Live, options))!;

        Assert.That(error.Field, Is.EqualTo("BaseAddress"));
        Assert.That(error.ToString(), Does.Not.Contain(TestKeys.Live).And.Not.Contain("word"));
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase(null)]
    [TestCase("seq_live_abc\n")]
    [TestCase("seq_live_abc\r\nX-Evil: 1")]
    [TestCase(" seq_live_abc")]
    [TestCase("seq_live_abc\t")]
    [TestCase("seq_live_äbc")]
    [TestCase("seq_live_abc\u200b")]
    public void A_key_that_no_header_can_carry_is_refused_without_showing_it(string? key)
    {
        SequenceValidationException error = Assert.Throws<SequenceValidationException>(() => _ = new SequenceClient(key!))!;

        Assert.That(error.Field, Is.EqualTo("key"));
        Assert.That(error.ToString(), Does.Not.Contain("seq_live_"));
    }

    [TestCase(0)]
    [TestCase(-5)]
    [TestCase(60 * 60 * 24 * 50)]
    public void A_deadline_that_no_timer_can_keep_is_refused(int seconds)
    {
        var options = new SequenceClientOptions { Timeout = TimeSpan.FromSeconds(seconds) };

        Assert.That(Assert.Throws<SequenceValidationException>(() => _ = new SequenceClient(TestKeys.Live, options))!.Field, Is.EqualTo("Timeout"));
    }

    [Test]
    public void Options_that_are_null_are_refused_by_name()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(FieldOf(new SequenceClientOptions { BaseAddress = null! }), Is.EqualTo("BaseAddress"));
            Assert.That(FieldOf(new SequenceClientOptions { TimeProvider = null! }), Is.EqualTo("TimeProvider"));
        }

        static string FieldOf(SequenceClientOptions options) =>
            Assert.Throws<SequenceValidationException>(() => _ = new SequenceClient(TestKeys.Live, options))!.Field;
    }

    [TestCase(TestKeys.Live)]
    [TestCase(TestKeys.Test)]
    public void Nothing_that_a_client_hands_out_shows_the_key(string key)
    {
        using var stub = new StubHandler(System.Net.HttpStatusCode.OK, "[]");
        using SequenceClient client = stub.NewClient(key);
        List<object> handedOut = [client, .. HandedOutBy(client).OfType<object>()];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(handedOut, Has.Count.GreaterThan(5));
            foreach (object value in handedOut)
            {
                Assert.That(value.ToString(), Does.Not.Contain(key[9..]), value.GetType().Name);
                Assert.That(JsonConvert.SerializeObject(value), Does.Not.Contain(key[9..]), value.GetType().Name);
            }
        }
    }

    /// <summary>Everything that a member without I/O gives: builders, queries, groups.</summary>
    private static IEnumerable<object> HandedOutBy(SequenceClient client)
    {
        foreach (MethodInfo method in typeof(SequenceClient).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            if (method.IsSpecialName || method.IsGenericMethod || method.Name.EndsWith("Async", StringComparison.Ordinal) || method.ReturnType == typeof(void))
                continue;
            if (method.GetParameters().Select(Argument).ToArray() is { } arguments && !arguments.Contains(null))
                yield return method.Invoke(client, arguments)!;
        }

        foreach (PropertyInfo property in typeof(SequenceClient).GetProperties())
            yield return property.GetValue(client)!;
    }

    private static object? Argument(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var t when t == typeof(string) => "a",
        var t when t == typeof(decimal) => 1m,
        var t when t == typeof(Qty) => Qty.FromDecimal(1m),
        var t when t.IsAssignableFrom(typeof(string[])) => new[] { "a" },
        _ => null,
    };
}
