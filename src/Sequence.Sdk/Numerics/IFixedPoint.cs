namespace Sequence.Sdk;

/// <summary>An amount that is a 64-bit integer count of 10^-<see cref="Digits"/>.</summary>
internal interface IFixedPoint<TSelf> : IRawLong<TSelf> where TSelf : struct, IFixedPoint<TSelf>
{
    static abstract int Digits { get; }
}
