using System.Globalization;
using Sequence.Sandbox;

namespace Sequence.Exchange.Markets;

/// <summary>What a recorded row says about its order.</summary>
internal enum RecordedOp
{
    Add,
    Cancel,
    Trade,
}

/// <summary>One row of a recording.</summary>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Op">What happened.</param>
/// <param name="Order">The recorded number of the resting order.</param>
/// <param name="Side">The resting order's side.</param>
/// <param name="Price">The resting order's price.</param>
/// <param name="Qty">What was added, cancelled or traded.</param>
internal sealed record RecordedRow(long At, RecordedOp Op, string Order, BookSide Side, Px Price, Qty Qty);

/// <summary>Reads a recording of a real book, order by order (<c>ts_ms,op,order,side,price,qty</c>, gzip), and refuses one that contradicts itself.</summary>
internal sealed class RecordedFlow
{
    private const string Header = "ts_ms,op,order,side,price,qty";

    private readonly string _file;
    private readonly List<RecordedRow> _rows = [];
    private readonly Dictionary<string, RecordedRow> _added = [];
    private int _line;

    private RecordedFlow(string file) => _file = file;

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="InvalidDataException">The file does not fit; the message names the file, the line and the field.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static IReadOnlyList<RecordedRow> Read(string file)
    {
        using var lines = new GzipLines(file);
        var flow = new RecordedFlow(file);
        try
        {
            flow.ReadRows(lines);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith(file, StringComparison.Ordinal))
        {
            throw flow.Fault("content", $"is not whole gzip data ({e.Message}).");
        }

        return flow._rows;
    }

    private void ReadRows(GzipLines lines)
    {
        _line = 1;
        string? header = lines.Next();
        _line = lines.Number;
        if (header != Header)
            throw Fault("header", $"must be '{Header}', but was '{header}'.");
        while (lines.Next() is { } text)
        {
            _line = lines.Number;
            RecordedRow row = Parse(text.Split(','));
            Check(row);
            _rows.Add(row);
        }

        if (_rows.Count == 0)
            throw Fault("ts_ms", "is missing: the file has no rows.");
    }

    private RecordedRow Parse(string[] fields)
    {
        if (fields.Length != 6)
            throw Fault("row", $"must have 6 fields, but has {fields.Length}.");
        if (!long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out long at))
            throw Fault("ts_ms", $"must be Unix milliseconds, but was '{fields[0]}'.");
        RecordedOp op = fields[1] switch
        {
            "add" => RecordedOp.Add,
            "cancel" => RecordedOp.Cancel,
            "trade" => RecordedOp.Trade,
            _ => throw Fault("op", $"must be add, cancel or trade, but was '{fields[1]}'."),
        };
        BookSide side = fields[3] switch
        {
            "bid" => BookSide.Bid,
            "ask" => BookSide.Ask,
            _ => throw Fault("side", $"must be bid or ask, but was '{fields[3]}'."),
        };
        if (fields[2].Length == 0)
            throw Fault("order", "must not be empty.");
        if (!Px.TryParse(fields[4], out Px price) || price <= Px.Zero)
            throw Fault("price", $"must be more than zero with at most 9 decimals, but was '{fields[4]}'.");
        if (!Qty.TryParse(fields[5], out Qty qty) || qty <= Qty.Zero)
            throw Fault("qty", $"must be more than zero with at most 8 decimals, but was '{fields[5]}'.");
        return new RecordedRow(at, op, fields[2], side, price, qty);
    }

    private void Check(RecordedRow row)
    {
        if (_rows.Count > 0 && row.At < _rows[^1].At)
            throw Fault("ts_ms", $"must not go back, but {row.At} follows {_rows[^1].At}.");
        if (row.Op == RecordedOp.Add)
        {
            if (!_added.TryAdd(row.Order, row))
                throw Fault("order", $"{row.Order} was added already.");
            return;
        }

        if (!_added.TryGetValue(row.Order, out RecordedRow? added))
            throw Fault("order", $"{row.Order} was never added.");
        if (row.Side != added.Side)
            throw Fault("side", $"of order {row.Order} was {added.Side} when it was added.");
        if (row.Price != added.Price)
            throw Fault("price", $"of order {row.Order} was {added.Price} when it was added.");
    }

    private InvalidDataException Fault(string field, string problem) => new($"{_file}, line {_line}, {field}: {problem}");
}
