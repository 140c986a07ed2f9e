using System.Text;

namespace Sequence.Contract.Tests.Layout;

/// <summary>Folders and types of each assembly depend on each other in one direction only, as docs/architecture.md states it.</summary>
[TestFixture("Sequence.Sdk")]
[TestFixture("Sequence.Exchange")]
[TestFixture("Sequence.Sandbox")]
public sealed class LayerTests(string assembly)
{
    private const int LargestTypeCycle = 6;

    private readonly AssemblyGraph _graph = Products.Graph(assembly);

    [Test]
    public void No_folder_is_part_of_a_cycle()
    {
        TestContext.Out.WriteLine(Matrix());
        IReadOnlyList<IReadOnlyList<string>> cycles = Cycles.Of(_graph.Folders, _graph.FolderEdges());
        Assert.That(cycles.Select(cycle => string.Join(' ', cycle)), Is.Empty, () => Explain(cycles));
    }

    [Test]
    public void No_type_cycle_is_large()
    {
        IReadOnlyList<IReadOnlyList<string>> cycles = Cycles.Of(_graph.Types, _graph.TypeEdges());
        string largest = cycles.Count > 0 ? $"the largest of {cycles[0].Count}: {string.Join(' ', cycles[0])}" : "none";
        TestContext.Out.WriteLine($"{_graph.Name}: {cycles.Count} type cycles, {largest}");
        Assert.That(cycles.Where(cycle => cycle.Count > LargestTypeCycle).Select(cycle => string.Join(' ', cycle)), Is.Empty);
    }

    [Test]
    public void A_layer_uses_only_layers_below_it()
    {
        IReadOnlyList<IReadOnlyList<string>> layers = LayerTable.Read(assembly);
        Dictionary<string, int> rank = layers.SelectMany((folders, i) => folders.Select(folder => (folder, i))).ToDictionary(row => row.folder, row => row.i);
        Assert.That(rank.Keys.Order(StringComparer.Ordinal), Is.EqualTo(_graph.Folders), "docs/architecture.md names every folder once.");
        Assert.That(_graph.Uses.Where(use => use.From != use.To && rank[use.From] >= rank[use.To]).Select(use => use.ToString()).Order(StringComparer.Ordinal), Is.Empty);
    }

    private string Explain(IEnumerable<IReadOnlyList<string>> cycles) => string.Join('\n', cycles.SelectMany(cycle => _graph.Uses
        .Where(use => use.From != use.To && cycle.Contains(use.From) && cycle.Contains(use.To)).Select(use => use.ToString()).Order(StringComparer.Ordinal)));

    /// <summary>A row uses the columns that are marked; the folders stand in the order of the layers, so marks lie right of the diagonal.</summary>
    private string Matrix()
    {
        ILookup<string, string> edges = _graph.FolderEdges();
        string[] folders = [.. LayerTable.Read(assembly).SelectMany(layer => layer).Union(_graph.Folders)];
        int width = folders.Max(folder => folder.Length);
        StringBuilder text = new StringBuilder().AppendLine(_graph.Name);
        foreach (string from in folders)
        {
            text.Append(from.PadRight(width)).Append(' ')
                .AppendJoin(' ', folders.Select(to => from == to ? "·" : edges[from].Contains(to) ? "x" : " ")).AppendLine();
        }

        return text.ToString();
    }
}
