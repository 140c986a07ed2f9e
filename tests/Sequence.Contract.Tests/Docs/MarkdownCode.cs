using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Docs;

/// <summary>A C# block of a page and the heading above it.</summary>
internal sealed record CodeBlock(string Heading, string Code);

/// <summary>The C# blocks of a page.</summary>
internal static partial class MarkdownCode
{
    public static IReadOnlyList<string> CSharpOf(string page) => [.. BlocksOf(page).Select(block => block.Code)];

    /// <summary>The blocks in the order of the page; a line of code that begins with # is no heading.</summary>
    public static IReadOnlyList<CodeBlock> BlocksOf(string page)
    {
        var blocks = new List<CodeBlock>();
        string heading = string.Empty;
        foreach (Match match in Part().Matches(Repository.Read(page).ReplaceLineEndings("\n")))
        {
            if (match.Groups["heading"].Success)
                heading = match.Groups["heading"].Value;
            else if (match.Groups["language"].Value == "csharp")
                blocks.Add(new CodeBlock(heading, match.Groups["code"].Value));
        }

        return blocks;
    }

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<code>.*?)^```$|^#+ (?<heading>[^\n]+)$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Part();
}
