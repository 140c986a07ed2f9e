using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint;

/// <summary>What a rule found at a node, before the line and the path are added.</summary>
internal sealed record Finding(YamlNode Node, string Message);

/// <summary>A rule: its name and a function over the parsed contract.</summary>
internal sealed record LintRule(string Name, Func<ContractDocument, IEnumerable<Finding>> Find);
