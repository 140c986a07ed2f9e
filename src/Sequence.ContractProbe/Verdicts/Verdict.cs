namespace Sequence.ContractProbe.Verdicts;

/// <summary>What a run says of one operation or topic.</summary>
internal enum Verdict
{
    /// <summary>The server answered as the contract says.</summary>
    Confirmed,

    /// <summary>The server contradicts the contract.</summary>
    Differs,

    /// <summary>It was tried, and nothing could be learnt.</summary>
    NotReachable,

    /// <summary>It was not tried, with a reason.</summary>
    Skipped,
}

/// <summary>Whether a path with its verb is there.</summary>
internal enum Existence
{
    Unseen,
    Exists,
    Missing,
}
