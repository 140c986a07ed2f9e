namespace Sequence.ContractProbe.Reports;

/// <summary>Where the tool writes to.</summary>
/// <param name="Output">The table.</param>
/// <param name="Errors">One sentence when the run fails.</param>
/// <param name="IsPlain">No lines and no colours: the output goes to a file or another program.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Errors, bool IsPlain)
{
    public static Terminal Standard() => new(Console.Out, Console.Error, Console.IsOutputRedirected);
}
