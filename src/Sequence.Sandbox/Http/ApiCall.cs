using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Sequence.Exchange.Generation;
using Sequence.Sdk;

namespace Sequence.Sandbox.Http;

/// <summary>One request: who asks, and typed access to its arguments. What does not fit is an <see cref="ApiErrorException"/> that names the field.</summary>
internal sealed class ApiCall(HttpContext http, Account? account, string requestId)
{
    public HttpContext Http { get; } = http;

    /// <summary>The caller's account; absent only on operations without auth.</summary>
    public Account Account => account ?? throw RefusedException.Unauthenticated("This operation needs an API key.");

    public string RequestId { get; } = requestId;

    public T Route<T>(string name) => (T)Convert(name, (string?)Http.Request.RouteValues[name] ?? "", typeof(T))!;

    public T Query<T>(string name, bool required = false)
    {
        string? text = Http.Request.Query.TryGetValue(name, out var values) ? string.Join(',', values.ToArray()) : null;
        if (!string.IsNullOrEmpty(text))
            return (T)Convert(name, text, typeof(T))!;
        return required ? throw RefusedException.InvalidParameter(name, "is required.") : default!;
    }

    /// <summary>The body: 400 when it is not JSON, 422 with the path of the member when it is JSON of another shape.</summary>
    public async Task<T> BodyAsync<T>()
    {
        using var buffer = new MemoryStream();
        await Http.Request.Body.CopyToAsync(buffer, Http.RequestAborted).ConfigureAwait(false);
        if (buffer.Length == 0)
            throw ApiErrorException.BadRequest("The body is empty; send a JSON object.");
        buffer.Position = 0;
        JToken token = Parse(buffer);
        if (token is T free)
            return free;
        using JsonReader reader = token.CreateReader();
        try
        {
            return WireJson.Rest.Deserialize<T>(reader) ?? throw ApiErrorException.BadRequest("The body is null; send a JSON object.");
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
            throw reader.Path.Length > 0 ? RefusedException.Validation(reader.Path, e.Message) : ApiErrorException.BadRequest(e.Message);
        }
    }

    private static JToken Parse(MemoryStream body)
    {
        using JsonTextReader reader = WireJson.Reader(body);
        try
        {
            JToken token = JToken.ReadFrom(reader);
            while (reader.Read())
            {
                if (reader.TokenType != JsonToken.Comment)
                    throw ApiErrorException.BadRequest("The body has text after its JSON value.");
            }

            return token;
        }
        catch (JsonException e)
        {
            throw ApiErrorException.Unreadable(reader.Path, "The body is not JSON that can be read: " + e.Message);
        }
    }

    private static object? Convert(string name, string text, Type type)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        try
        {
            if (target == typeof(string))
                return text;
            if (target == typeof(bool))
                return bool.Parse(text);
            if (target == typeof(decimal))
                return decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            if (target.IsGenericType && typeof(IEnumerable).IsAssignableFrom(target))
                return ConvertList(name, text, target.GetGenericArguments()[0]);

            // Open enumerations keep unknown words; whether one is acceptable is the handler's business.
            if (target.GetMethod("Create", BindingFlags.Public | BindingFlags.Static, [typeof(string)]) is { } create)
                return create.Invoke(null, [text]);
            if (target == typeof(Qty))
                return Qty.FromRaw(long.Parse(text, CultureInfo.InvariantCulture));
            return System.Convert.ChangeType(text, target, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException)
        {
            throw RefusedException.InvalidParameter(name, $"'{text}' is not a {target.Name}.");
        }
    }

    private static IList ConvertList(string name, string text, Type item)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
            list.Add(Convert(name, part, item));
        return list;
    }
}
