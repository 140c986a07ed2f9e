using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Sequence.Sandbox.Accounts;
using Sequence.Sdk;

namespace Sequence.Sandbox.Hosting;

/// <summary>One request: who asks, and typed access to its arguments. What does not fit is an <see cref="ApiFault"/> that names the field.</summary>
internal sealed class ApiCall(HttpContext http, Account? account, string requestId, JsonSerializer json)
{
    public HttpContext Http { get; } = http;

    /// <summary>The caller's account; absent only on operations without auth.</summary>
    public Account Account => account ?? throw ApiFault.Unauthorized("This operation needs an API key.");

    public string RequestId { get; } = requestId;

    public T Route<T>(string name) => (T)Convert(name, (string?)Http.Request.RouteValues[name] ?? "", typeof(T))!;

    public T Query<T>(string name, bool required = false)
    {
        string? text = Http.Request.Query.TryGetValue(name, out var values) ? string.Join(',', values.ToArray()) : null;
        if (!string.IsNullOrEmpty(text))
            return (T)Convert(name, text, typeof(T))!;
        return required ? throw ApiFault.InvalidParams(name, "is required.") : default!;
    }

    public async Task<T> BodyAsync<T>()
    {
        using var buffer = new MemoryStream();
        await Http.Request.Body.CopyToAsync(buffer, Http.RequestAborted).ConfigureAwait(false);
        buffer.Position = 0;
        using var reader = new JsonTextReader(new StreamReader(buffer))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
            MaxDepth = 32,
        };
        try
        {
            return json.Deserialize<T>(reader) ?? throw ApiFault.BadRequest("The body is empty.");
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
            throw e is JsonException && reader.Path.Length > 0 ? ApiFault.Validation(reader.Path, e.Message) : ApiFault.BadRequest(e.Message);
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
            if (target.IsGenericType && typeof(IEnumerable).IsAssignableFrom(target))
            {
                Type item = target.GetGenericArguments()[0];
                var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
                foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
                    list.Add(Convert(name, part, item));
                return list;
            }

            // Open enumerations keep unknown words; whether one is acceptable is the handler's business.
            if (target.GetMethod("Create", BindingFlags.Public | BindingFlags.Static, [typeof(string)]) is { } create)
                return create.Invoke(null, [text]);
            if (target == typeof(Qty))
                return Qty.FromRaw(long.Parse(text, CultureInfo.InvariantCulture));
            return System.Convert.ChangeType(text, target, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException)
        {
            throw ApiFault.InvalidParams(name, $"'{text}' is not a {target.Name}.");
        }
    }
}
