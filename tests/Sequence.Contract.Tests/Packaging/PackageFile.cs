using System.IO.Compression;
using System.Xml.Linq;

namespace Sequence.Contract.Tests.Packaging;

/// <summary>A package that was opened: its description and its files.</summary>
internal sealed class PackageFile
{
    // What the format adds by itself.
    private static readonly string[] Wrapping = ["_rels/", "package/", "[Content_Types].xml"];

    private readonly Dictionary<string, byte[]> _files;

    private PackageFile(Dictionary<string, byte[]> files)
    {
        _files = files;
        using MemoryStream text = new(files.Single(file => file.Key.EndsWith(".nuspec", StringComparison.Ordinal)).Value);
        Metadata = XDocument.Load(text).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    public XElement Metadata { get; }

    /// <summary>Paths of the files, without the format's own.</summary>
    public IEnumerable<string> Files => _files.Keys.Where(path => !Wrapping.Any(start => path.StartsWith(start, StringComparison.Ordinal)));

    /// <summary>Name and version of every package that comes along.</summary>
    public IReadOnlyDictionary<string, string> Dependencies => Metadata.Descendants()
        .Where(element => element.Name.LocalName == "dependency")
        .ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value, StringComparer.Ordinal);

    public static PackageFile Read(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        return new PackageFile(archive.Entries.ToDictionary(entry => entry.FullName, Bytes, StringComparer.Ordinal));
    }

    public byte[] BytesOf(string path) => _files[path];

    /// <summary>The text of a member of the description; empty when it is absent.</summary>
    public string Text(string name) => Metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? string.Empty;

    /// <summary>An attribute of a member of the description, wherever it stands; empty when it is absent.</summary>
    public string Attribute(string element, string name) =>
        Metadata.Descendants().FirstOrDefault(found => found.Name.LocalName == element)?.Attribute(name)?.Value ?? string.Empty;

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
