using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sequence.Contract.Lint;

/// <summary>What a YAML scalar is in JSON.</summary>
internal enum ScalarKind
{
    Text,
    Null,
    Flag,
    Integer,
    Number,
}

/// <summary>Reads plain scalars as the YAML core schema does, and spots those that older readers take for something else.</summary>
internal static partial class Scalar
{
    public static ScalarKind KindOf(YamlScalarNode node)
    {
        string text = node.Value ?? string.Empty;
        if (node.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return ScalarKind.Text;
        if (text is "" or "~" or "null" or "Null" or "NULL")
            return ScalarKind.Null;
        if (text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
            return ScalarKind.Flag;
        if (IntegerForm().IsMatch(text))
            return ScalarKind.Integer;
        return NumberForm().IsMatch(text) ? ScalarKind.Number : ScalarKind.Text;
    }

    /// <summary>A plain scalar whose meaning depends on the version of YAML that the reader speaks.</summary>
    public static bool IsAmbiguous(YamlScalarNode node) =>
        node.Style is ScalarStyle.Plain or ScalarStyle.Any && AmbiguousForm().IsMatch(node.Value ?? string.Empty);

    [GeneratedRegex(@"^[-+]?[0-9]+\z")]
    private static partial Regex IntegerForm();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex NumberForm();

    // Words for yes and no; octal, hexadecimal and grouped digits; sexagesimal numbers; dates.
    [GeneratedRegex(@"^(y|n|yes|no|on|off|[-+]?0[0-9_]+|0[xob][0-9a-f_]+|[-+]?[0-9]+_[0-9_]*|[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([t ].*)?|[-+]?\.inf|\.nan)\z", RegexOptions.IgnoreCase)]
    private static partial Regex AmbiguousForm();
}
