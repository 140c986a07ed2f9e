using System.Globalization;
using Sequence.Contract.Lint.Rules;
using YamlDotNet.Core;

namespace Sequence.Contract.Lint;

/// <summary>
/// Checks the contract. The generator accepts almost any mistake without a word (a misspelt keyword gives an empty
/// class, an unknown integer format a 32-bit member), so these rules are the guard.
/// </summary>
internal static class ContractLint
{
    /// <summary>The text is not YAML, or says a key twice.</summary>
    public const string Yaml = "yaml";

    /// <summary>The rules that the others rely on: each group runs only if the groups before it found nothing.</summary>
    private static readonly IReadOnlyList<IReadOnlyList<LintRule>> Stages =
    [
        [StructureRules.NoAnchors],
        [StructureRules.NodeKinds],
        [
            .. StructureRules.Words, .. ReferenceRules.All, .. OperationRules.All, .. ParameterRules.All,
            .. ResponseRules.All, .. SchemaRules.All, HotRules.Hot, .. NamingRules.All, .. EnumRules.All, .. ExampleRules.All,
            .. SourceRules.All,
        ],
    ];

    /// <summary>The name of every rule.</summary>
    public static IEnumerable<string> RuleNames => Stages.SelectMany(stage => stage).Select(rule => rule.Name).Prepend(Yaml);

    /// <summary>Every problem of the contract, in the order of its lines.</summary>
    public static IReadOnlyList<LintProblem> Check(string yaml)
    {
        ContractDocument contract;
        try
        {
            contract = ContractDocument.Parse(yaml);
        }
        catch (YamlException broken)
        {
            return [new LintProblem(Yaml, (int)broken.Start.Line, (int)broken.Start.Column, "#", Reason(broken))];
        }

        foreach (IReadOnlyList<LintRule> stage in Stages)
        {
            List<LintProblem> problems = [.. stage.SelectMany(rule => rule.Find(contract).Select(found => Locate(contract, rule, found)))];
            if (problems.Count > 0)
                return [.. problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];
        }

        return [];
    }

    private static LintProblem Locate(ContractDocument contract, LintRule rule, Finding found) => new(
        rule.Name,
        (int)found.Node.Start.Line,
        (int)found.Node.Start.Column,
        contract.PathOf(found.Node),
        found.Message);

    private static string Reason(YamlException broken) =>
        string.Create(CultureInfo.InvariantCulture, $"{broken.Message}{(broken.InnerException is { } inner ? " " + inner.Message : string.Empty)}");
}
