using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Tests.Lint.Rules;

/// <summary>The contract and the table of known endpoints say the same.</summary>
internal static class EndpointRules
{
    private const int Columns = 7;

    public static LintRule Rows { get; } = new("endpoints", contract => contract.Endpoints is null ? [] : Compare(contract, contract.Endpoints));

    private static IEnumerable<Finding> Compare(ContractDocument contract, string table)
    {
        YamlNode top = contract.Root.Get("paths") ?? contract.Root;
        List<Operation> missing = [.. contract.Operations];
        string[] lines = table.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        for (int index = 1; index < lines.Length; index++)
        {
            string[] cells = lines[index].Split('\t');
            string at = $"endpoints.tsv line {index + 1}";
            if (cells.Length != Columns)
            {
                yield return new Finding(top, $"{at} has {cells.Length} cells instead of {Columns}.");
                continue;
            }

            Operation? operation = missing.Find(candidate => candidate.Verb == cells[0] && candidate.Path == cells[1]);
            if (operation is null)
            {
                yield return new Finding(top, $"{at}: {cells[0]} {cells[1]} ({cells[2]}) is not in the contract, or is in the table twice.");
                continue;
            }

            missing.Remove(operation);
            foreach (Finding found in Differences(operation, at, cells[2], cells[3], cells[5]))
                yield return found;
        }

        foreach (Operation operation in missing)
            yield return new Finding(operation.Node, $"{operation.Verb} {operation.Path} ({operation.Title}) has no row in endpoints.tsv.");
    }

    private static IEnumerable<Finding> Differences(Operation operation, string at, string id, string tag, string fact)
    {
        (string Name, string? Here, string There)[] pairs =
        [
            ("operationId", operation.Node.Text("operationId"), id),
            ("tag", operation.Node.List("tags").FirstOrDefault()?.ToString(), tag),
            ("x-fact", operation.Node.Text("x-fact"), fact),
        ];
        return from pair in pairs
               where pair.Here != pair.There
               select new Finding(operation.Node, $"The {pair.Name} of {operation.Verb} {operation.Path} is '{pair.Here}', {at} says '{pair.There}'.");
    }
}
