using System.Text.Json;

namespace Sequence.Sdk;

// A price level has two forms, and no text for a number: see BookLevelConverter.
internal ref partial struct Utf8DtoReader
{
    public BookLevel ReadLevel() => _reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadLevelObject(),
        JsonTokenType.StartArray => ReadLevelPair(),
        _ => Surprise(default(BookLevel)),
    };

    private BookLevel ReadLevelObject()
    {
        decimal price = 0;
        decimal size = 0;
        ulong seen = 0;
        while (NextMember())
        {
            if (IsMember("price"u8, 0, ref seen))
                price = Read(price);
            else if (IsMember("size"u8, 1, ref seen))
                size = Read(size);
            else if (_reader.Read())
                ReadAnything();
        }

        Require(0b11, seen);
        return new BookLevel(price, size);
    }

    private BookLevel ReadLevelPair()
    {
        _reader.Read();
        decimal price = Read(0m);
        _reader.Read();
        decimal size = Read(0m);
        while (NextItem())
            ReadAnything();
        return new BookLevel(price, size);
    }
}
