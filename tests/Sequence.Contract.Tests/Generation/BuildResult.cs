using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Generation;

/// <summary>How a build ended and what it wrote.</summary>
internal sealed record BuildResult(int ExitCode, string Output)
{
    /// <summary>How often the generator ran.</summary>
    public int Generations => Regex.Count(Output, "generating from ");

    /// <summary>The result, or a failure with all that the build wrote.</summary>
    public BuildResult Succeeded()
    {
        Assert.That(ExitCode, Is.Zero, Output);
        return this;
    }
}
