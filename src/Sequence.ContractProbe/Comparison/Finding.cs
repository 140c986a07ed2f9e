namespace Sequence.ContractProbe.Comparison;

/// <summary>How much a finding weighs.</summary>
internal enum Severity
{
    /// <summary>Worth knowing; a reader of the contract copes with it.</summary>
    Note,

    /// <summary>Server and contract contradict each other.</summary>
    Differs,
}

/// <summary>One thing that a comparison found.</summary>
/// <param name="Severity">How much it weighs.</param>
/// <param name="At">Where in the answer.</param>
/// <param name="Message">What is wrong, without a full stop.</param>
internal sealed record Finding(Severity Severity, JsonPlace At, string Message);
