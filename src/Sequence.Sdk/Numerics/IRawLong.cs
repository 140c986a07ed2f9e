namespace Sequence.Sdk;

/// <summary>A value that travels as one 64-bit integer.</summary>
internal interface IRawLong
{
    long Raw { get; }
}

/// <inheritdoc/>
internal interface IRawLong<TSelf> : IRawLong where TSelf : struct, IRawLong<TSelf>
{
    static abstract TSelf FromRaw(long raw);
}
