using System.Text.Json;

namespace Sequence.Sdk;

/// <summary>
/// Reads the types that the contract marks hot with the ordinary reader's result, only faster. Whatever it does not expect (another type, a
/// name twice or escaped, a missing member) is a surprise, after which the ordinary reader reads the same bytes and has the last word:
/// a wrong guess costs time, never a value and never a different error.
/// </summary>
internal ref partial struct Utf8DtoReader
{
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;
    private ReadOnlySpan<byte> _name;
    private bool _isSurprised;

    private Utf8DtoReader(Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = reader;
    }

    /// <summary>Whether anything came that was not expected; then nothing that was read counts.</summary>
    public readonly bool IsSurprised => _isSurprised;

    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;

    /// <summary>Reads a text that is this value and nothing else.</summary>
    /// <returns>Null after a surprise.</returns>
    public static T? TryReadAll<T>(ReadOnlySpan<byte> json) where T : class, IUtf8Readable<T>
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            return reader.Read() && TryRead<T>(ref reader, json) is { } value && !reader.Read() ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads the value at the reader's token and leaves the reader at its end.</summary>
    /// <param name="reader">After a surprise it is where it was.</param>
    /// <param name="json">The bytes that the reader reads.</param>
    /// <returns>Null after a surprise.</returns>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    public static T? TryRead<T>(ref Utf8JsonReader reader, ReadOnlySpan<byte> json) where T : class, IUtf8Readable<T>
    {
        var hot = new Utf8DtoReader(reader, json);
        try
        {
            T value = T.Read(ref hot);
            if (hot._isSurprised)
                return null;
            reader = hot._reader;
            return value;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8, in a text: the ordinary reader takes them.
            return null;
        }
    }

    /// <summary>Enters the object at the reader's token.</summary>
    public void BeginObject() => Expect(JsonTokenType.StartObject);

    /// <summary>Goes to the next name of the object; false at its end.</summary>
    public bool NextMember()
    {
        if (_isSurprised || !_reader.Read() || _reader.TokenType != JsonTokenType.PropertyName)
            return false;
        _isSurprised = _reader.ValueIsEscaped;
        _name = _reader.ValueSpan;
        return !_isSurprised;
    }

    /// <summary>Whether the member has this name; if so, the reader goes on to its value.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="index">The number of the member in its type, below 64.</param>
    /// <param name="seen">One bit for each member that came.</param>
    public bool IsMember(ReadOnlySpan<byte> name, int index, ref ulong seen)
    {
        if (!_name.SequenceEqual(name))
            return false;
        ulong bit = 1UL << index;
        _isSurprised |= (seen & bit) != 0;
        seen |= bit;
        return _reader.Read();
    }

    /// <summary>As <see cref="IsMember"/>, for a member that may not be null.</summary>
    public bool IsPromised(ReadOnlySpan<byte> name, int index, ref ulong seen)
    {
        if (!IsMember(name, index, ref seen))
            return false;
        _isSurprised |= _reader.TokenType == JsonTokenType.Null;
        return true;
    }

    /// <summary>Ends an object: every promised member came.</summary>
    public void Require(ulong promised, ulong seen) => _isSurprised |= (seen & promised) != promised;

    /// <summary>Makes a surprise of what the caller does not understand.</summary>
    public void Refuse(bool condition) => _isSurprised |= condition;

    private void Expect(JsonTokenType token) => _isSurprised |= _reader.TokenType != token;

    private T Surprise<T>(T current)
    {
        _isSurprised = true;
        return current;
    }
}
