using System.Management.Automation.Language;

namespace Sequence.Contract.Tests;

/// <summary>Reads a build script with PowerShell's own parser: it may run the README's dotnet commands, stop when one fails, and nothing else.</summary>
internal static class BuildScript
{
    private const string StopsOnErrors = "$ErrorActionPreference = 'Stop'";
    private const string LeavesWithTheCode = "exit $LASTEXITCODE";

    public static IReadOnlyList<string> Problems(string path, IReadOnlyList<string> commands)
    {
        ScriptBlockAst script = Parser.ParseFile(path, out _, out ParseError[] errors);
        return errors.Length > 0
            ? [.. errors.Select(error => At(error.Extent, error.Message))]
            : [.. Setting(script), .. Calls(script, commands), .. Order(script, commands)];
    }

    private static IEnumerable<string> Setting(ScriptBlockAst script)
    {
        if (script.EndBlock.Statements.FirstOrDefault()?.Extent.Text != StopsOnErrors)
            yield return At(script.Extent, $"The script starts with {StopsOnErrors}.");
    }

    private static IEnumerable<string> Calls(ScriptBlockAst script, IReadOnlyList<string> commands)
    {
        foreach (CommandAst command in script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        {
            if (!commands.Contains(command.Extent.Text))
                yield return At(command.Extent, $"'{command.Extent.Text}' is no command of the README.");
        }

        foreach (Ast call in script.FindAll(node => node is MemberExpressionAst, searchNestedScriptBlocks: true))
            yield return At(call.Extent, $"'{call.Extent.Text}' is no command of the README.");
    }

    private static IEnumerable<string> Order(ScriptBlockAst script, IReadOnlyList<string> commands)
    {
        List<string> run = [];
        for (int index = 0; index < script.EndBlock.Statements.Count; index++)
        {
            StatementAst statement = script.EndBlock.Statements[index];
            if (!commands.Contains(statement.Extent.Text))
                continue;
            run.Add(statement.Extent.Text);
            string next = index + 1 < script.EndBlock.Statements.Count ? script.EndBlock.Statements[index + 1].Extent.Text : string.Empty;
            if (next != LeavesWithTheCode && next != $"if ($LASTEXITCODE -ne 0) {{ {LeavesWithTheCode} }}")
                yield return At(statement.Extent, $"The script does not stop when '{statement.Extent.Text}' fails.");
        }

        if (!run.SequenceEqual(commands))
            yield return At(script.Extent, $"The script runs {string.Join(", then ", commands)}.");
    }

    private static string At(IScriptExtent extent, string message) => $"({extent.StartLineNumber},{extent.StartColumnNumber}): {message}";
}
