using System.Text;

namespace Sequence.Sdk;

/// <summary>Draws a graph as Mermaid text. Own ids never become Mermaid ids, since words such as <c>end</c> have a meaning there.</summary>
internal static class GraphDrawing
{
    public static string Draw(GraphDraft graph)
    {
        var text = new StringBuilder("flowchart LR\n");
        Dictionary<string, string> names = [];
        foreach ((int i, DraftNode node) in graph.Nodes.Index())
        {
            names.TryAdd(node.Id, $"n{i}");
            text.Append("    n").Append(i).Append("[\"").Append(Escape(Label(node))).Append("\"]\n");
        }

        foreach (string unknown in graph.Edges.SelectMany(e => new[] { e.From, e.To }))
        {
            if (names.TryAdd(unknown, $"x{names.Count}"))
                text.Append("    ").Append(names[unknown]).Append("[\"").Append(Escape(unknown)).Append(": unknown node\"]\n");
        }

        foreach (DraftEdge edge in graph.Edges)
        {
            string label = edge.Config.SizingLabel is string sizing ? $"{edge.Trigger}, {sizing}" : edge.Trigger.ToString();
            text.Append("    ").Append(names[edge.From]).Append(" -->|\"").Append(Escape(label)).Append("\"| ").Append(names[edge.To]).Append('\n');
        }

        return text.ToString();
    }

    private static string Label(DraftNode node)
    {
        OrderTerms terms = node.Node.Terms;
        string qty = node.Node.IsDerived ? "derived" : terms.Qty.ToString();
        string venue = terms.Venue is null ? "" : $" @{terms.Venue}";
        return $"{node.Id}: {terms.Side} {qty} {terms.Symbol}{venue}";
    }

    /// <summary>Leaves letters, digits and harmless marks; everything else becomes a character code, which Mermaid shows as the character.</summary>
    private static string Escape(string label)
    {
        var text = new StringBuilder(label.Length);
        foreach (Rune rune in label.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || (rune.IsAscii && " _-.:,@%+/".Contains((char)rune.Value, StringComparison.Ordinal)))
                text.Append(rune.ToString());
            else
                text.Append('#').Append(rune.Value).Append(';');
        }

        return text.ToString();
    }
}
