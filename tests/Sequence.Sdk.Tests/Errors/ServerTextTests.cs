using System.Net;
using Newtonsoft.Json.Linq;
using Sequence.Sdk.Tests.Transport;

namespace Sequence.Sdk.Tests.Errors;

/// <summary>Texts of the server in messages: one line, bounded, without characters that a terminal obeys.</summary>
[TestFixture]
public sealed class ServerTextTests
{
    [TestCase("plain ü 漢 😀", "plain ü 漢 😀")]
    [TestCase("a\r\nb\tc", @"a\r\nb\tc")]
    [TestCase("\u001b[31mred\u0007", @"\u001b[31mred\u0007", TestName = "A_text_becomes_one_line(escape and bell)")]
    [TestCase("a\u2028b\u2029c\u0085d", @"a\u2028b\u2029c\u0085d")]
    [TestCase("\u202eevil\u200b", @"\u202eevil\u200b")]
    public void A_text_becomes_one_line(string text, string line) => Assert.That(ServerText.OneLine(text), Is.EqualTo(line));

    [Test]
    public void A_lone_surrogate_is_escaped_and_no_escape_or_pair_is_cut()
    {
        Assert.That(ServerText.OneLine("a\n\ud83d"), Is.EqualTo(@"a\n\ud83d"));
        Assert.That(ServerText.OneLine("abc\u001b", 8), Is.EqualTo("abc"));
        Assert.That(ServerText.OneLine("abc😀", 4), Is.EqualTo("abc"));
        Assert.That(ServerText.OneLine(new string('x', 5000)), Has.Length.EqualTo(ServerText.LongestInMessage));
    }

    [Test]
    public async Task The_message_is_one_line_and_the_servers_own_stands_beside_it()
    {
        string said = "no\r\nWARN forged line \u001b[2J";
        var details = new JArray(new JObject { ["field"] = "f\n", ["message"] = "m\u001b" });
        using SequenceClient client = Refusing(HttpStatusCode.Conflict, Envelope(new JObject { ["code"] = "A\nB", ["message"] = said, ["request_id"] = "r\n1", ["details"] = details }));

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => client.Buy("A-USD", 1m).SubmitAsync()))!;

        Assert.That(error.Message, Is.EqualTo(@"submitOrder failed with 409 A\nB: no\r\nWARN forged line \u001b[2J"));
        Assert.That((error.ServerMessage, error.RequestId, error.Details[0].Field, error.Details[0].Message), Is.EqualTo((said, @"r\n1", @"f\n", @"m\u001b")));
    }

    [Test]
    public async Task Everything_that_a_server_says_is_bounded()
    {
        string much = new('x', 30_000);
        using SequenceClient client = Refusing(HttpStatusCode.BadRequest, Envelope(new JObject { ["code"] = much[..9000], ["message"] = much }));

        SequenceApiException error = (await Assert.ThrowsAsync<SequenceApiException>(() => client.GetSymbolsAsync()))!;

        Assert.That((error.Message.Length, error.Code.Length, error.ServerMessage.Length), Is.EqualTo((1000 + error.Message.IndexOf(": ", StringComparison.Ordinal) + 2, 100, 4000)));
    }

    [Test]
    public async Task A_server_that_says_nothing_has_no_message()
    {
        using SequenceClient client = Refusing(HttpStatusCode.NotFound, "");

        Assert.That((await Assert.ThrowsAsync<SequenceApiException>(() => client.GetSymbolsAsync()))!.ServerMessage, Is.Empty);
    }

    [Test]
    public async Task A_number_of_a_megabyte_is_in_no_text()
    {
        using SequenceClient client = Refusing(HttpStatusCode.OK, $$"""{"symbol": "A", "nbbo": {"bid": {{new string('9', 1_000_000)}} }, "venues": {} }""");

        SequenceDeserializationException error = (await Assert.ThrowsAsync<SequenceDeserializationException>(() => client.GetQuoteAsync("A")))!;

        Assert.That(error.ToString(), Has.Length.LessThan(10_000));
        Assert.That(error.Message, Has.Length.LessThan(1000).And.Not.Contains('\n'));
    }

    [Test]
    public async Task A_status_line_that_is_none_comes_on_one_line()
    {
        await using var server = new LoopbackServer("HTTP/1.1 \u001b[31m\r\nx\r\n\r\n");
        using SequenceClient client = server.NewClient();

        SequenceNetworkException error = (await Assert.ThrowsAsync<SequenceNetworkException>(() => client.GetSymbolsAsync()))!;

        Assert.That(error.Message.Any(char.IsControl), Is.False);
        Assert.That(error.ToString().Contains('\u001b', StringComparison.Ordinal), Is.False);
    }

    private static string Envelope(JObject error) => new JObject { ["error"] = error }.ToString();

    private static SequenceClient Refusing(HttpStatusCode status, string body) => new StubHandler(status, body).NewClient();
}
