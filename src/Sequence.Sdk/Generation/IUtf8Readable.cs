namespace Sequence.Sdk;

/// <summary>A type that is read straight from the bytes; the generator writes this for every schema that the contract marks <c>x-hot</c>.</summary>
internal interface IUtf8Readable<TSelf> where TSelf : IUtf8Readable<TSelf>
{
    /// <summary>Reads the value at the reader's token. What comes out counts only if the reader met no surprise.</summary>
    static abstract TSelf Read(ref Utf8DtoReader json);
}
