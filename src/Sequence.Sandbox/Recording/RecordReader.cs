using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Sequence.Exchange.Generation;
using Sequence.Sdk;

namespace Sequence.Sandbox.Recording;

/// <summary>Reads one line of a session. What does not fit is named by file, line and field.</summary>
internal sealed class RecordReader
{
    private readonly string _file;
    private readonly int _line;
    private readonly JObject _members;

    public RecordReader(string text, string file, int line)
    {
        _file = file;
        _line = line;
        try
        {
            using JsonTextReader reader = WireJson.Reader(new StringReader(text));
            _members = JObject.Load(reader);
            if (reader.Read())
                throw Fault("content", "has more than one JSON object.");
        }
        catch (JsonException e)
        {
            throw Fault("content", $"is not a whole JSON object ({e.Message}).");
        }
    }

    public static InvalidDataException Fault(string file, int line, string field, string problem) => new($"{file}, line {line}, {field}: {problem}");

    public InvalidDataException Fault(string field, string problem) => Fault(_file, _line, field, problem);

    public SessionRecord Read()
    {
        string kind = Text("kind");
        UnixNanos at = UnixNanos.FromRaw(Number("at_ns", 0));
        return kind switch
        {
            "session" => Header(at),
            "call" => new CallRecord(at, Request(), (int)Number("status", 100, 599), Bytes("response")),
            "open" => new OpenRecord(at, Session(), Request()),
            "frame" => Frame(at),
            "close" => new CloseRecord(at, Session()),
            "end" => new EndRecord(at, Count("calls"), Count("frames")),
            _ => throw Fault("kind", $"must be session, call, open, frame, close or end, but was '{kind}'."),
        };
    }

    private HeaderRecord Header(UnixNanos at)
    {
        if (Number("format", 0) is not SessionFormat.Version and var other)
            throw Fault("format", $"must be {SessionFormat.Version}, but was {other}: another version wrote this recording.");
        return new HeaderRecord(
            at,
            (int)Number("seed", int.MinValue, int.MaxValue),
            (int)Number("catalogue_size", 1, PredictionVenues.LargestCatalogue),
            _members.ContainsKey("rate_limit_qps") ? (int)Number("rate_limit_qps", 1, int.MaxValue) : null,
            Optional("order_flow"),
            Amounts<Qty>("opening_coins", "coin with its quantity", StringComparer.OrdinalIgnoreCase, text => Qty.TryParse(text, null, out Qty quantity) ? quantity : null))
        {
            Instruments = Instruments(Optional("instruments") ?? ""),
            UsdRates = Amounts<decimal>(
                "usd_rates", "currency with its rate", StringComparer.Ordinal, text => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal rate) ? rate : null),
        };
    }

    private IReadOnlyList<SandboxInstrument> Instruments(string text)
    {
        try
        {
            return InstrumentText.Read(text);
        }
        catch (FormatException e)
        {
            throw Fault("instruments", e.Message);
        }
    }

    /// <summary>Names with amounts, such as <c>BTC=1.5 ETH=10</c>; none when the member is absent.</summary>
    private Dictionary<string, T> Amounts<T>(string member, string noun, StringComparer names, Func<string, T?> read) where T : struct
    {
        var amounts = new Dictionary<string, T>(names);
        foreach (string pair in (Optional(member) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=');
            amounts[parts[0]] = (parts.Length == 2 ? read(parts[1]) : null) ?? throw Fault(member, $"'{pair}' is no {noun}.");
        }

        return amounts;
    }

    private FrameRecord Frame(UnixNanos at)
    {
        bool isReceived = Text("direction") switch
        {
            SessionFormat.Received => true,
            SessionFormat.Sent => false,
            var other => throw Fault("direction", $"must be {SessionFormat.Received} or {SessionFormat.Sent}, but was '{other}'."),
        };
        bool isBinary = _members.ContainsKey("binary");
        byte[]? frame = isBinary ? Base64("binary") : Bytes("text");
        return new FrameRecord(at, Session(), isReceived, !isBinary, frame ?? throw Fault("text", "is missing."));
    }

    private RecordedRequest Request() => new(
        Text("request_id"), Text("method"), Text("path"), Text("query"), Optional("authorization"), Optional("content_type"), Bytes("request"));

    private int Session() => (int)Number("session", 1, int.MaxValue);

    private int Count(string name) => (int)Number(name, 0, int.MaxValue);

    private byte[]? Bytes(string name) =>
        _members.ContainsKey(name + "_base64") ? Base64(name + "_base64") : Optional(name) is { } text ? Encoding.UTF8.GetBytes(text) : null;

    private byte[] Base64(string name)
    {
        try
        {
            return Convert.FromBase64String(Text(name));
        }
        catch (FormatException)
        {
            throw Fault(name, "is not base64.");
        }
    }

    private string Text(string name) => Optional(name) ?? throw Fault(name, "is missing.");

    private string? Optional(string name) => _members[name] switch
    {
        null => null,
        JValue { Type: JTokenType.String } text => (string)text!,
        var other => throw Fault(name, $"must be a text, but was {other.ToString(Formatting.None)}."),
    };

    private long Number(string name, long lowest, long highest = long.MaxValue) => _members[name] switch
    {
        null => throw Fault(name, "is missing."),
        JValue { Type: JTokenType.Integer, Value: long number } when number >= lowest && number <= highest => number,
        var other => throw Fault(name, $"must be a whole number from {lowest} to {highest}, but was {other.ToString(Formatting.None)}."),
    };
}
