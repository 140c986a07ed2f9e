using Sequence.Contract.Lint;
using Sequence.Contract.Preparation;
using Sequence.Contract.Review;
using YamlDotNet.Core;

namespace Sequence.Contract;

/// <summary>Reads the contract for the build, and for the reviewer of a change.</summary>
internal static class Program
{
    private const string Usage = """
        Usage:
          Sequence.Contract prepare CONTRACT OUTPUT   checks the contract and writes what NSwag reads
          Sequence.Contract compare OLD CURRENT       says in Markdown what a change of the contract means
        """;

    public static int Main(string[] arguments)
    {
        try
        {
            switch (arguments)
            {
                case ["prepare", var contract, var output]:
                    return Prepare(contract, output);
                case ["compare", var old, var current]:
                    Console.Out.Write(ContractChange.Between(Read(old), Read(current)).Describe());
                    return 0;
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or YamlException)
        {
            Console.Error.WriteLine($"error contract: {e.Message}");
            return 1;
        }
    }

    private static int Prepare(string contract, string output)
    {
        string yaml = File.ReadAllText(contract);
        IReadOnlyList<LintProblem> problems = ContractLint.Check(yaml);
        foreach (LintProblem problem in problems)
            Console.Error.WriteLine(problem.AsBuildError(contract));
        if (problems.Count > 0)
            return 1;
        File.WriteAllBytes(output, PreparedContract.Of(ContractDocument.Parse(yaml)));
        return 0;
    }

    private static ContractDocument Read(string path) => ContractDocument.Parse(File.ReadAllText(path));
}
