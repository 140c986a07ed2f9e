using System.IO.Compression;
using System.Text;
using NUnit.Framework;
using Sequence.Sandbox.Recording;

namespace Sequence.Sandbox.Tests.Recording;

/// <summary>A recording that is cut off, changed or of another make is refused by file, line and field.</summary>
public sealed class SessionFileTests
{
    private const string Header = """{"kind":"session","at_ns":1000,"format":1,"seed":7,"catalogue_size":40}""";
    private const string Call = """{"kind":"call","at_ns":2000,"request_id":"r","method":"GET","path":"/v1/symbols","query":"","status":200,"response":"[]"}""";
    private const string Open = """{"kind":"open","at_ns":2000,"session":1,"request_id":"r","method":"GET","path":"/v1/stream","query":""}""";
    private const string Frame = """{"kind":"frame","at_ns":3000,"session":1,"direction":"received","text":"{}"}""";
    private const string End = """{"kind":"end","at_ns":4000,"calls":1,"frames":1}""";

    [Test]
    public void What_was_written_is_read()
    {
        SessionFile file = SessionFile.Read(SessionText.Write("good", Header, Call, Open, Frame, """{"kind":"close","at_ns":3000,"session":1}""", End));

        Assert.That((file.Header.Seed, file.Header.CatalogueSize, file.Header.OrderFlow), Is.EqualTo((7, 40, (string?)null)));
        Assert.That(file.Entries.Select(entry => entry.GetType().Name), Is.EqualTo(new[] { "HeaderRecord", "CallRecord", "OpenRecord", nameof(FrameRecord), "CloseRecord", "EndRecord" }));
        Assert.That(file.Entries.Select(entry => SessionFormat.Write(entry, Recordings.NewSecrets(1))), Is.EqualTo(file.Lines));
        Assert.That(file.End.Calls, Is.EqualTo(1));
    }

    [TestCase(2, "kind", "cut off", Header)]
    [TestCase(3, "kind", "cut off", Header, Call)]
    [TestCase(1, "kind", "first line", Call, End)]
    [TestCase(1, "content", "not a whole JSON object", "{\"kind\":\"session\",\"at_n")]
    [TestCase(1, "content", "not a whole JSON object", "ts_ms,op,order,side,price,qty")]
    [TestCase(1, "kind", "is missing", "{}")]
    [TestCase(1, "kind", "'order'", """{"kind":"order","at_ns":1}""")]
    [TestCase(1, "format", "another version", """{"kind":"session","at_ns":1,"format":2,"seed":1,"catalogue_size":40}""")]
    [TestCase(1, "seed", "is missing", """{"kind":"session","at_ns":1,"format":1,"catalogue_size":40}""")]
    [TestCase(1, "catalogue_size", "from 1 to 1000000", """{"kind":"session","at_ns":1,"format":1,"seed":1,"catalogue_size":0}""")]
    [TestCase(1, "at_ns", "whole number", """{"kind":"session","at_ns":"1","format":1,"seed":1,"catalogue_size":40}""")]
    [TestCase(2, "kind", "first line only", Header, Header, End)]
    [TestCase(2, "at_ns", "must not go back", Header, """{"kind":"end","at_ns":999,"calls":0,"frames":0}""")]
    [TestCase(2, "session", "is not open", Header, Frame, End)]
    [TestCase(2, "session", "must be 1", Header, """{"kind":"open","at_ns":2000,"session":2,"request_id":"r","method":"GET","path":"/v1/stream","query":""}""", End)]
    [TestCase(3, "direction", "'sideways'", Header, Open, """{"kind":"frame","at_ns":3000,"session":1,"direction":"sideways","text":""}""", End)]
    [TestCase(3, "text", "is missing", Header, Open, """{"kind":"frame","at_ns":3000,"session":1,"direction":"sent"}""", End)]
    [TestCase(2, "request_base64", "base64", Header, """{"kind":"call","at_ns":2000,"request_id":"r","method":"GET","path":"/","query":"","request_base64":"?","status":200}""", End)]
    [TestCase(2, "status", "from 100 to 599", Header, """{"kind":"call","at_ns":2000,"request_id":"r","method":"GET","path":"/","query":"","status":7}""", End)]
    [TestCase(3, "kind", "must not follow the end", Header, """{"kind":"end","at_ns":2000,"calls":0,"frames":0}""", End)]
    public void What_does_not_fit_is_named(int line, string field, string problem, params string[] lines)
    {
        string file = SessionText.Write("bad", lines);

        Assert.That(() => SessionFile.Read(file), Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith($"{file}, line {line}, {field}: ").And.Message.Contains(problem));
    }

    [Test]
    public void A_file_that_lost_its_tail_is_refused()
    {
        string whole = SessionText.Write("whole", [Header, .. Enumerable.Range(1, 500).Select(number => Call.Replace("\"r\"", $"\"{number * 7919}\"", StringComparison.Ordinal)), End]);
        byte[] bytes = File.ReadAllBytes(whole);
        string file = SessionText.NewFile("half");
        File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);

        Assert.That(SessionFile.Holds(file));
        Assert.That(() => SessionFile.Read(file), Throws.InstanceOf<InvalidDataException>().With.Message.Match(@", line [1-9]\d*, (content|kind): "));
    }

    [Test]
    public void A_file_without_gzip_is_no_session()
    {
        string file = SessionText.NewFile("plain");
        File.WriteAllText(file, Header);

        Assert.That(SessionFile.Holds(file), Is.False);
        Assert.That(() => SessionFile.Read(file), Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith($"{file}, line 1, content: "));
    }

    [TestCase("", "\n", "", TestName = "No line end at the end")]
    [TestCase("", "\r\n", "\r\n", TestName = "CRLF")]
    [TestCase("\uFEFF", "\n", "\n", TestName = "A byte order mark")]
    [TestCase("\uFEFF", "\r\n", "\r\n\r\n", TestName = "A byte order mark, CRLF and an empty last line")]
    [TestCase("", "\n", "\n\n\n", TestName = "Empty lines at the end")]
    [TestCase("", "\n", "\n  \t\n", TestName = "A line of blanks at the end")]
    [TestCase("\n\n", "\n", "\n", TestName = "Empty lines at the start")]
    [TestCase("", "\n\n", "\n", TestName = "Empty lines in between")]
    public void What_an_editor_leaves_is_read(string start, string between, string end)
    {
        string file = SessionText.NewFile("edited");
        using (var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest))
            packed.Write(Encoding.UTF8.GetBytes(start + string.Join(between, Header, Call, End) + end));

        Assert.That(SessionFile.Holds(file));
        Assert.That(SessionFile.Read(file).Lines, Is.EqualTo([Header, Call, End]));
    }

    [Test]
    public void A_last_line_that_breaks_off_is_named()
    {
        string file = SessionText.Write("torn", Header, Call, End[..^20]);
        Assert.That(() => SessionFile.Read(file), Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith($"{file}, line 3, content: is not a whole JSON object"));
    }
}
