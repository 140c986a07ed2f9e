namespace Sequence.Contract.Tests;

/// <summary>What the README tells its reader to type.</summary>
internal static class Readme
{
    /// <summary>The command that runs every test.</summary>
    public const string TestCommand = "dotnet test Sequence.Generated.sln";

    /// <summary>The dotnet commands in the code blocks of a Markdown text, in their order.</summary>
    public static IReadOnlyList<string> DotnetCommands(string markdown)
    {
        List<string> commands = [];
        bool code = false;
        foreach (string line in markdown.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                code = !code;
            else if (code && line.StartsWith("dotnet ", StringComparison.Ordinal))
                commands.Add(line);
        }

        return commands;
    }
}
