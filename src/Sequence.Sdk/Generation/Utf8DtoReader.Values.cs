using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace Sequence.Sdk;

// The values: each method takes what the member holds so far, which is what a null leaves there.
internal ref partial struct Utf8DtoReader
{
    private const int FirstItems = 16;

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(current))]
    public string? Read(string? current) => _reader.TokenType switch
    {
        JsonTokenType.String => Text(),
        JsonTokenType.Null => current,
        _ => Surprise(current),
    };

    public decimal Read(decimal current) =>
        _reader.TokenType == JsonTokenType.Number && JsonFields.TryDecimal(ref _reader, out decimal value) ? value : Surprise(current);

    public decimal? Read(decimal? current) => _reader.TokenType == JsonTokenType.Null ? current : Read(current.GetValueOrDefault());

    public long Read(long current) => _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out long value) ? value : Surprise(current);

    public long? Read(long? current) => _reader.TokenType == JsonTokenType.Null ? current : Read(current.GetValueOrDefault());

    public int Read(int current) => _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt32(out int value) ? value : Surprise(current);

    public int? Read(int? current) => _reader.TokenType == JsonTokenType.Null ? current : Read(current.GetValueOrDefault());

    public bool Read(bool current) => _reader.TokenType is JsonTokenType.True or JsonTokenType.False ? _reader.GetBoolean() : Surprise(current);

    public bool? Read(bool? current) => _reader.TokenType == JsonTokenType.Null ? current : Read(current.GetValueOrDefault());

    /// <summary>An amount or an instant.</summary>
    public T ReadRaw<T>(T current) where T : struct, IRawLong<T> =>
        JsonFields.TryLong(ref _reader, out long raw) ? T.FromRaw(raw) : Surprise(current);

    /// <inheritdoc cref="ReadRaw{T}(T)"/>
    public T? ReadRaw<T>(T? current) where T : struct, IRawLong<T> =>
        _reader.TokenType == JsonTokenType.Null ? current : ReadRaw(current.GetValueOrDefault());

    /// <summary>A word of an enumeration, known or not.</summary>
    public T ReadWord<T>(T current) where T : struct, IOpenEnum<T> => _reader.TokenType == JsonTokenType.String ? T.Create(Text()) : Surprise(current);

    /// <inheritdoc cref="ReadWord{T}(T)"/>
    public T? ReadWord<T>(T? current) where T : struct, IOpenEnum<T> =>
        _reader.TokenType == JsonTokenType.Null ? current : ReadWord(current.GetValueOrDefault());

    public T? Read<T>(T? current) where T : class, IUtf8Readable<T> => _reader.TokenType == JsonTokenType.Null ? current : T.Read(ref this);

    public IReadOnlyList<T>? Read<T>(IReadOnlyList<T>? current) where T : IUtf8Readable<T>
    {
        if (_reader.TokenType == JsonTokenType.Null)
            return current;
        Expect(JsonTokenType.StartArray);
        T[] items = ArrayPool<T>.Shared.Rent(FirstItems);
        int count = 0;
        while (NextItem())
        {
            T item = T.Read(ref this);
            Add(ref items, ref count, item);
        }

        return Exactly(items, count);
    }

    public IReadOnlyList<string>? Read(IReadOnlyList<string>? current)
    {
        if (_reader.TokenType == JsonTokenType.Null)
            return current;
        Expect(JsonTokenType.StartArray);
        string[] items = ArrayPool<string>.Shared.Rent(FirstItems);
        int count = 0;
        while (NextItem())
        {
            Expect(JsonTokenType.String);
            Add(ref items, ref count, Read(string.Empty));
        }

        return Exactly(items, count);
    }

    public IReadOnlyDictionary<string, T>? Read<T>(IReadOnlyDictionary<string, T>? current) where T : IUtf8Readable<T>
    {
        if (_reader.TokenType == JsonTokenType.Null)
            return current;
        BeginObject();
        var entries = new Dictionary<string, T>();
        while (!_isSurprised && _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = Text();
            _reader.Read();
            entries[name] = T.Read(ref this);
        }

        return entries;
    }

    public JToken? Read(JToken? current) => _reader.TokenType == JsonTokenType.Null ? current : Token();

    /// <summary>Keeps a member that this version does not know: a plain value as itself, the rest as a token.</summary>
    public void Keep(IDictionary<string, object> unknown)
    {
        // The ordinary reader finds a member in any case, so a name that could be meant for a known one is left to it.
        if (_name.ContainsAnyExceptInRange((byte)' ', (byte)'~') || _name.ContainsAnyInRange((byte)'A', (byte)'Z'))
            _isSurprised = true;
        string name = Text();
        _reader.Read();
        unknown[name] = ReadAnything()!;
    }

    /// <summary>The value as the ordinary reader keeps it where nothing is known of its type.</summary>
    public object? ReadAnything() => _reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => Text(),
        JsonTokenType.True or JsonTokenType.False => _reader.GetBoolean(),
        JsonTokenType.Number when _reader.TryGetInt64(out long whole) => whole,
        JsonTokenType.Number when _reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0 => Read(0m),
        JsonTokenType.Number => Surprise<object?>(null),
        _ => Token(),
    };

    /// <summary>The next item of the array at the reader's token; false at its end.</summary>
    public bool NextItem() => !_isSurprised && _reader.Read() && _reader.TokenType != JsonTokenType.EndArray;

    private string Text() => !_reader.ValueIsEscaped && StringCache.Find(_reader.ValueSpan) is { } known ? known : _reader.GetString()!;

    private JToken? Token()
    {
        int start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        try
        {
            return ContractJson.ParseToken(Encoding.UTF8.GetString(_json[start..(int)_reader.BytesConsumed]));
        }
        catch (Newtonsoft.Json.JsonReaderException)
        {
            return Surprise<JToken?>(null);
        }
    }

    private static void Add<T>(ref T[] items, ref int count, T item)
    {
        if (count == items.Length)
        {
            T[] larger = ArrayPool<T>.Shared.Rent(count * 2);
            items.CopyTo(larger, 0);
            GiveBack(items);
            items = larger;
        }

        items[count++] = item;
    }

    private static T[] Exactly<T>(T[] items, int count)
    {
        T[] exact = items.AsSpan(0, count).ToArray();
        GiveBack(items);
        return exact;
    }

    private static void GiveBack<T>(T[] items) => ArrayPool<T>.Shared.Return(items, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
}
