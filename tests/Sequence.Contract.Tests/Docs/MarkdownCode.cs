using System.Text.RegularExpressions;

namespace Sequence.Contract.Tests.Docs;

/// <summary>The C# blocks of a page.</summary>
internal static partial class MarkdownCode
{
    public static IReadOnlyList<string> CSharpOf(string page) =>
        [.. Block().Matches(Repository.Read(page).ReplaceLineEndings("\n")).Select(m => m.Groups["code"].Value)];

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
