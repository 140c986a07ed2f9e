using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Sequence.Exchange.Generation;
using Sequence.Sdk;

namespace Sequence.Sandbox.Http;

/// <summary>One request: who asks, and typed access to its arguments. What does not fit is an <see cref="ApiErrorException"/> that names the field.</summary>
/// <param name="http">The request and its response.</param>
/// <param name="account">Who asks; null on operations without auth.</param>
/// <param name="requestId">The request's id.</param>
/// <param name="longestBody">The bytes that the body may have.</param>
internal sealed class ApiCall(HttpContext http, Account? account, string requestId, int longestBody = BodyLimits.Default)
{
    private const int LongestEcho = 100;

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

    /// <summary>The body: 413 when it is too large, 400 when it is not JSON, 422 with the path of the member when it is JSON of another shape.</summary>
    public async Task<T> BodyAsync<T>()
    {
        using MemoryStream body = await BoundedBody.ReadAsync(Http.Request, longestBody).ConfigureAwait(false);
        if (body.Length == 0)
            throw ApiErrorException.BadRequest("The body is empty; send a JSON object.");
        JToken token = JsonText.Read(WireJson.Decode(body), "The body");
        if (token is T free)
            return free;
        using JsonReader reader = token.CreateReader();
        try
        {
            return WireJson.Rest.Deserialize<T>(reader) ?? throw ApiErrorException.BadRequest("The body is null; send a JSON object.");
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
            // The reader's own message names .NET types.
            (string path, string problem) = JsonShape.Mismatch(token, typeof(T)) ?? (reader.Path, "has a value that the contract does not know.");
            throw path.Length > 0 ? RefusedException.Validation(path, problem) : ApiErrorException.BadRequest($"The body {problem}");
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
            throw RefusedException.InvalidParameter(name, $"'{(text.Length > LongestEcho ? text[..LongestEcho] + "..." : text)}' is not {JsonShape.NameOf(target)}.");
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
