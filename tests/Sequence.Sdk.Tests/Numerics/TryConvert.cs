namespace Sequence.Sdk.Tests.Numerics;

public delegate bool TryConvert<T>(decimal value, out T result);
