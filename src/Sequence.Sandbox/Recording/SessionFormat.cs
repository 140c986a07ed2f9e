using System.Globalization;
using System.Text;
using Newtonsoft.Json;

namespace Sequence.Sandbox.Recording;

/// <summary>Writes a line of a session as JSON, without secrets. The members stand in one order, so that the same session is the same text.</summary>
internal static class SessionFormat
{
    public const int Version = 1;
    public const string Received = "received";
    public const string Sent = "sent";

    /// <summary>Where every value of a body is a secret.</summary>
    private const string Credentials = "/v1/credentials";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Write(SessionRecord line, Secrets secrets)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
        {
            json.WriteStartObject();
            Add(json, "kind", Kind(line));
            Add(json, "at_ns", line.At.Raw);
            AddMembers(json, line, secrets);
            json.WriteEndObject();
        }

        return text.ToString();
    }

    private static string Kind(SessionRecord line) => line switch
    {
        HeaderRecord => "session",
        CallRecord => "call",
        OpenRecord => "open",
        FrameRecord => "frame",
        CloseRecord => "close",
        _ => "end",
    };

    private static void AddMembers(JsonTextWriter json, SessionRecord line, Secrets secrets)
    {
        switch (line)
        {
            case HeaderRecord header:
                Add(json, "format", Version);
                Add(json, "seed", header.Seed);
                Add(json, "catalogue_size", header.CatalogueSize);
                if (header.RateLimitQps is { } qps)
                    Add(json, "rate_limit_qps", qps);
                AddText(json, "order_flow", header.OrderFlow);
                if (header.OpeningCoins.Count > 0)
                    AddText(json, "opening_coins", string.Join(' ', header.OpeningCoins.Select(coin => $"{coin.Key}={coin.Value}")));
                if (header.Instruments.Count > 0)
                    AddText(json, "instruments", InstrumentText.Write(header.Instruments));
                if (header.UsdRates.Count > 0)
                    AddText(json, "usd_rates", string.Join(' ', header.UsdRates.Select(rate => string.Create(CultureInfo.InvariantCulture, $"{rate.Key}={rate.Value}"))));
                break;
            case CallRecord call:
                AddRequest(json, call.Request, secrets);
                Add(json, "status", call.Status);
                AddBytes(json, "response", call.Response, text => secrets.HideInBody(text, isCredential: false));
                break;
            case OpenRecord open:
                Add(json, "session", open.Session);
                AddRequest(json, open.Request, secrets);
                break;
            case FrameRecord frame:
                Add(json, "session", frame.Session);
                Add(json, "direction", frame.IsReceived ? Received : Sent);
                AddFrame(json, frame, secrets);
                break;
            case CloseRecord close:
                Add(json, "session", close.Session);
                break;
            case EndRecord end:
                Add(json, "calls", end.Calls);
                Add(json, "frames", end.Frames);
                break;
        }
    }

    private static void AddRequest(JsonTextWriter json, RecordedRequest request, Secrets secrets)
    {
        Add(json, "request_id", secrets.Hide(request.RequestId));
        Add(json, "method", request.Method);
        Add(json, "path", secrets.Hide(request.Path));
        Add(json, "query", secrets.HideInQuery(request.Query));
        AddText(json, "authorization", request.Authorization is { } header ? secrets.HideInHeader(header) : null);
        AddText(json, "content_type", request.ContentType);
        bool isCredential = request.Path.StartsWith(Credentials, StringComparison.OrdinalIgnoreCase);
        AddBytes(json, "request", request.Body, text => secrets.HideInBody(text, isCredential));
    }

    private static void AddFrame(JsonTextWriter json, FrameRecord frame, Secrets secrets)
    {
        if (frame.IsText)
            AddBytes(json, "text", frame.Frame, secrets.Hide);
        else
            Add(json, "binary", Convert.ToBase64String(frame.Frame));
    }

    /// <summary>As text where it is text, else in base64 under a name that says so.</summary>
    private static void AddBytes(JsonTextWriter json, string name, byte[]? bytes, Func<string, string> hide)
    {
        if (bytes is null)
            return;
        string text;
        try
        {
            text = Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            Add(json, name + "_base64", Convert.ToBase64String(bytes));
            return;
        }

        Add(json, name, hide(text));
    }

    private static void AddText(JsonTextWriter json, string name, string? value)
    {
        if (value is not null)
            Add(json, name, value);
    }

    private static void Add(JsonTextWriter json, string name, object value)
    {
        json.WritePropertyName(name);
        json.WriteValue(value);
    }
}
