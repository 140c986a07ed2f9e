namespace Sequence.Contract.Lint;

/// <summary>One mistake in the contract: the rule it breaks, where it stands and what to do.</summary>
internal sealed record LintProblem(string Rule, int Line, int Column, string Path, string Message)
{
    /// <summary>The form that editors and build logs turn into a link.</summary>
    public string In(string file) => $"{file}({Line},{Column}): {Rule}: {Message} [{Path}]";

    /// <summary>The form that the build takes for an error of its own.</summary>
    public string AsBuildError(string file) => $"{file}({Line},{Column}): error contract: {Rule}: {Message} [{Path}]";
}
