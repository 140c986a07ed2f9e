using System.IO.Compression;
using System.Text;
using NUnit.Framework;

namespace Sequence.Sandbox.Tests.Recording;

/// <summary>Recordings as files of a test: their lines, and new ones made of lines.</summary>
internal static class SessionText
{
    /// <summary>A path in the test's folder at which nothing is yet.</summary>
    public static string NewFile(string name)
    {
        string file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{name}-{TestContext.CurrentContext.Test.ID}.jsonl.gz");
        File.Delete(file);
        return file;
    }

    public static string[] Lines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public static string Write(string name, params IEnumerable<string> lines)
    {
        string file = NewFile(name);
        using var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
        return file;
    }
}
