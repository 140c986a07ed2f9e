using Sequence.Contract.Lint;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Tests;

/// <summary>A workflow of the build server: it may run the commands that the repository names, with the tools that it names, and nothing else.</summary>
internal sealed class Workflow
{
    private static readonly string[] Actions = ["actions/checkout@v4", "actions/setup-dotnet@v4", "actions/upload-artifact@v4"];

    private readonly YamlMappingNode _root;

    private Workflow(YamlMappingNode root) => _root = root;

    public static Workflow Parse(string yaml)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(yaml));
        return new Workflow((YamlMappingNode)stream.Documents.Single().RootNode);
    }

    /// <summary>The commands of a job, in their order.</summary>
    public IEnumerable<string> Commands(string job) => StepsOf(Jobs.Single(candidate => candidate.Name == job).Value).Select(step => step.Text("run")).OfType<string>();

    /// <summary>A variable that every job gets; empty when it is not set.</summary>
    public string Variable(string name) => _root.Map("env")?.Text(name) ?? string.Empty;

    /// <summary>The paths whose change starts the workflow on an event.</summary>
    public IEnumerable<string> Paths(string trigger) => _root.Map("on")?.Map(trigger)?.List("paths").Select(path => path.ToString()) ?? [];

    /// <param name="commands">Every command that a step may run.</param>
    public IEnumerable<string> Problems(IReadOnlyCollection<string> commands)
    {
        if (_root.Map("permissions") is not { Children.Count: 1 } permissions || permissions.Text("contents") != "read")
            yield return "The workflow may read the repository and no more: permissions: contents: read.";
        foreach ((string job, _, YamlNode value) in Jobs)
        {
            if (!((YamlMappingNode)value).Has("timeout-minutes"))
                yield return $"{job} has no timeout-minutes.";
            foreach (string problem in StepsOf(value).SelectMany(step => Problems(step, commands)))
                yield return $"{job}: {problem}";
        }
    }

    private IEnumerable<(string Name, YamlNode Key, YamlNode Value)> Jobs => _root.MembersOf("jobs");

    private static IEnumerable<YamlMappingNode> StepsOf(YamlNode job) => ((YamlMappingNode)job).List("steps").Cast<YamlMappingNode>();

    private static IEnumerable<string> Problems(YamlMappingNode step, IReadOnlyCollection<string> commands)
    {
        if (step.Has("continue-on-error"))
            yield return "A step that fails must end the job.";
        if (step.Text("run") is { } command && !commands.Contains(command))
            yield return $"'{command}' is no command of the repository.";
        if (step.Text("uses") is { } action && !Actions.Contains(action))
            yield return $"'{action}' is not one of {string.Join(", ", Actions)}.";
        if (step.Text("uses") is { } setup && setup.Contains("setup-dotnet", StringComparison.Ordinal) && step.Map("with")?.Text("dotnet-version") != DotnetVersion)
            yield return $"The SDK is {DotnetVersion}.";
    }

    /// <summary>The SDK of the target framework: 10.0.x for net10.0.</summary>
    private static string DotnetVersion =>
        Repository.Read("Directory.Build.props").Split("<TargetFramework>net")[1].Split('<')[0] + ".x";
}
