namespace Sequence.Sdk;

/// <summary>A value that travels as one 64-bit integer.</summary>
internal interface IRawLong<TSelf> where TSelf : struct, IRawLong<TSelf>
{
    long Raw { get; }

    static abstract TSelf FromRaw(long raw);
}
