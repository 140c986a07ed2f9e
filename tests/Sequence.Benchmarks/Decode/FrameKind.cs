namespace Sequence.Benchmarks.Decode;

/// <summary>What a message of the stream carries.</summary>
public enum FrameKind
{
    /// <summary>The best prices of a symbol.</summary>
    Price,

    /// <summary>10 levels on each side.</summary>
    Book,

    /// <summary>An execution.</summary>
    Fill,

    /// <summary>A changed order.</summary>
    Order,
}
