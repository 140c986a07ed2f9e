using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sequence.Contract.Tests.ApiMap;

/// <summary>The tokens of a piece of C#, whole or not, and the brackets in it.</summary>
internal static class CodeTokens
{
    public static IReadOnlyList<SyntaxToken> Of(string code) =>
        [.. SyntaxFactory.ParseTokens(code).Where(token => !token.IsKind(SyntaxKind.EndOfFileToken))];

    /// <summary>What stands between the bracket at a place and the one that closes it.</summary>
    public static IReadOnlyList<SyntaxToken> Inside(this IReadOnlyList<SyntaxToken> tokens, int open)
    {
        int depth = 0;
        for (int index = open; index < tokens.Count; index++)
        {
            depth += Step(tokens[index]);
            if (depth == 0)
                return [.. tokens.Skip(open + 1).Take(index - open - 1)];
        }

        return [.. tokens.Skip(open + 1)];
    }

    /// <summary>The parts between the commas that stand in no bracket.</summary>
    public static IEnumerable<IReadOnlyList<SyntaxToken>> Parts(this IReadOnlyList<SyntaxToken> tokens)
    {
        int depth = 0;
        List<SyntaxToken> part = [];
        foreach (SyntaxToken token in tokens)
        {
            depth += Step(token);
            if (depth == 0 && token.IsKind(SyntaxKind.CommaToken))
            {
                yield return part;
                part = [];
            }
            else
            {
                part.Add(token);
            }
        }

        if (part.Count > 0)
            yield return part;
    }

    /// <summary>The name of the parameter that an argument stands for; empty when it does not say.</summary>
    public static string ParameterName(this IReadOnlyList<SyntaxToken> argument)
    {
        bool saysName = argument.Count > 0 && argument[0].IsKind(SyntaxKind.IdentifierToken) && !argument[0].IsTypeLike()
            && (argument.Count == 1 || argument[1].IsKind(SyntaxKind.ColonToken) || argument[1].IsKind(SyntaxKind.QuestionToken));
        return saysName ? argument[0].ValueText : string.Empty;
    }

    public static bool IsTypeLike(this SyntaxToken token) => char.IsUpper(token.ValueText[0]);

    private static int Step(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken or SyntaxKind.OpenBraceToken => 1,
        SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken or SyntaxKind.CloseBraceToken => -1,
        _ => 0,
    };
}
