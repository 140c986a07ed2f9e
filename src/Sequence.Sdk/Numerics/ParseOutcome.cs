namespace Sequence.Sdk;

/// <summary>What came of reading a text.</summary>
internal enum ParseOutcome
{
    Read,
    Malformed,
    TooFine,
    OutOfRange,
}
