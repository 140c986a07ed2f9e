using System.Formats.Tar;
using System.IO.Compression;

namespace Sequence.Exchange.Automation;

/// <summary>The code of a strategy, as clients upload it: looked into, never run, and so not kept.</summary>
/// <param name="SizeBytes">The size of the archive.</param>
internal sealed record StrategyArtifact(int SizeBytes)
{
    private static ReadOnlySpan<byte> Zip => "PK"u8;

    /// <exception cref="RefusedException">Validation: no base64, neither a zip nor a tar archive, or one without the entrypoint.</exception>
    public static StrategyArtifact Read(string? base64, Field at, string entrypoint, Field entrypointAt)
    {
        byte[] archive = Base64Body.Read(base64, at);
        try
        {
            using var stream = new MemoryStream(archive, writable: false);
            bool holds = archive.AsSpan().StartsWith(Zip) ? ZipHolds(stream, entrypoint) : TarHolds(stream, entrypoint);
            entrypointAt.Require(holds, $"the artifact has no file '{entrypoint}'.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or FormatException)
        {
            throw at.Refuse("is neither a zip nor a tar archive.");
        }

        return new StrategyArtifact(archive.Length);
    }

    private static bool ZipHolds(Stream stream, string file)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        return zip.GetEntry(file) is not null;
    }

    private static bool TarHolds(Stream stream, string file)
    {
        using var tar = new TarReader(stream);
        TarEntry first = tar.GetNextEntry() ?? throw new InvalidDataException();
        for (TarEntry? entry = first; entry is not null; entry = tar.GetNextEntry())
        {
            if (entry.Name == file || entry.Name == "./" + file)
                return true;
        }

        return false;
    }
}
