using System.IO.Compression;
using System.Text;
using NUnit.Framework;
using Sequence.Exchange.Markets;
using Sequence.Exchange.Matching;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Markets;

public class RecordedFlowTests
{
    private const string Header = "ts_ms,op,order,side,price,qty";

    private string _file = null!;

    [SetUp]
    public void NameTheFile() => _file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{TestContext.CurrentContext.Test.ID}.csv.gz");

    [TearDown]
    public void Delete() => File.Delete(_file);

    [Test]
    public void Rows_are_read_exactly()
    {
        Write(_file, Header, "1626199457925,add,1,ask,492847,0.001066", "1626199457990,trade,1,ask,492847,0.00000001");
        Assert.That(RecordedFlow.Read(_file), Is.EqualTo([
            new RecordedRow(1626199457925, RecordedOp.Add, "1", BookSide.Ask, Px.FromDecimal(492847m), Qty.FromDecimal(0.001066m)),
            new RecordedRow(1626199457990, RecordedOp.Trade, "1", BookSide.Ask, Px.FromDecimal(492847m), Qty.FromRaw(1)),
        ]));
    }

    [TestCase("5,add,2,ask,100", "row: must have 6 fields, but has 5.")]
    [TestCase("5,add,2,ask,100,1,", "row: must have 6 fields, but has 7.")]
    [TestCase("soon,add,2,ask,100,1", "ts_ms: must be Unix milliseconds, but was 'soon'.")]
    [TestCase("4,add,2,ask,100,1", "ts_ms: must not go back, but 4 follows 5.")]
    [TestCase("5,ADD,2,ask,100,1", "op: must be add, cancel or trade, but was 'ADD'.")]
    [TestCase("5,add,,ask,100,1", "order: must not be empty.")]
    [TestCase("5,add,1,ask,100,1", "order: 1 was added already.")]
    [TestCase("5,cancel,9,ask,100,1", "order: 9 was never added.")]
    [TestCase("5,add,2,buy,100,1", "side: must be bid or ask, but was 'buy'.")]
    [TestCase("5,trade,1,bid,100,1", "side: of order 1 was Ask when it was added.")]
    [TestCase("5,add,2,ask,-3,1", "price: must be more than zero with at most 9 decimals, but was '-3'.")]
    [TestCase("5,add,2,ask,dear,1", "price: must be more than zero with at most 9 decimals, but was 'dear'.")]
    [TestCase("5,trade,1,ask,101,1", "price: of order 1 was 100 when it was added.")]
    [TestCase("5,add,2,ask,100,0", "qty: must be more than zero with at most 8 decimals, but was '0'.")]
    [TestCase("5,add,2,ask,100,0.000000001", "qty: must be more than zero with at most 8 decimals, but was '0.000000001'.")]
    public void A_row_that_does_not_fit_is_refused_by_file_line_and_field(string row, string problem)
    {
        Write(_file, Header, "5,add,1,ask,100,2", row);
        Assert.That(() => RecordedFlow.Read(_file), Throws.InstanceOf<InvalidDataException>().With.Message.EqualTo($"{_file}, line 3, {problem}"));
    }

    [Test]
    public void Another_header_is_refused()
    {
        Write(_file, "time,op", "1,add");
        Assert.That(() => RecordedFlow.Read(_file), Throws.InstanceOf<InvalidDataException>().With.Message.EqualTo($"{_file}, line 1, header: must be '{Header}', but was 'time,op'."));
    }

    [Test]
    public void A_file_without_rows_is_refused()
    {
        Write(_file, Header);
        Assert.That(() => RecordedFlow.Read(_file), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("no rows"));
    }

    [Test]
    public void A_file_that_is_not_gzip_is_refused_by_name()
    {
        File.WriteAllText(_file, Header + "\n5,add,1,ask,100,2\n");
        Assert.That(() => RecordedFlow.Read(_file), Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith($"{_file}, line 1, content: is not whole gzip data"));
    }

    [Test]
    public void A_missing_file_is_refused_by_name() =>
        Assert.That(() => RecordedFlow.Read(_file), Throws.InstanceOf<FileNotFoundException>().With.Message.Contains(_file));

    [TestCase("", "\n", "", TestName = "No line end at the end of a flow")]
    [TestCase("", "\r\n", "\r\n", TestName = "CRLF in a flow")]
    [TestCase("\uFEFF", "\n", "\n\n", TestName = "A byte order mark and an empty last line of a flow")]
    [TestCase("\uFEFF", "\r\n", "\r\n\r\n \r\n", TestName = "All of that in a flow")]
    [TestCase("\n", "\n\n", "\n", TestName = "Empty lines in between in a flow")]
    public void What_an_editor_leaves_is_read(string start, string between, string end)
    {
        using (var packed = new GZipStream(File.Create(_file), CompressionLevel.Fastest))
            packed.Write(Encoding.UTF8.GetBytes(start + string.Join(between, Header, "5,add,1,ask,100,2", "6,cancel,1,ask,100,2") + end));

        Assert.That(RecordedFlow.Read(_file).Select(row => (row.At, row.Op)), Is.EqualTo([(5L, RecordedOp.Add), (6L, RecordedOp.Cancel)]));
    }

    [Test]
    public void A_row_after_empty_lines_is_named_by_its_own_line()
    {
        Write(_file, Header, "", "5,add,1,ask,100,2", "", "6,cancel,9,ask,100,2");
        Assert.That(() => RecordedFlow.Read(_file), Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith($"{_file}, line 5, order: "));
    }

    internal static void Write(string file, params string[] lines)
    {
        using var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
    }
}
