using Sequence.Contract.Lint;
using Sequence.Contract.Preparation;

namespace Sequence.Contract;

/// <summary>The step of the build before NSwag: checks the contract and writes what NSwag reads.</summary>
internal static class Program
{
    private const string Usage = "Usage: Sequence.Contract CONTRACT.yaml PREPARED.json";

    public static int Main(string[] arguments)
    {
        if (arguments is not [var contract, var prepared])
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        string yaml;
        try
        {
            yaml = File.ReadAllText(contract);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{contract}: error contract: {e.Message}");
            return 1;
        }

        IReadOnlyList<LintProblem> problems = ContractLint.Check(yaml);
        foreach (LintProblem problem in problems)
            Console.Error.WriteLine(problem.AsBuildError(contract));
        if (problems.Count > 0)
            return 1;
        File.WriteAllBytes(prepared, PreparedContract.Of(ContractDocument.Parse(yaml)));
        return 0;
    }
}
