namespace Sequence.Contract.Lint;

/// <summary>One mistake in the contract: the rule it breaks, where it stands and what to do.</summary>
internal sealed record LintProblem(string Rule, int Line, int Column, string Path, string Message)
{
    /// <summary>The form that editors and build logs turn into a link.</summary>
    public string In(string file) => At(file, "");

    /// <summary>The form that the build takes for an error of its own.</summary>
    public string AsBuildError(string file) => At(file, "error contract: ");

    private string At(string file, string category) => $"{file}({Line},{Column}): {category}{Rule}: {Message} [{Path}]";
}
