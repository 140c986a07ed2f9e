using System.IO.Compression;
using System.Text;

namespace Sequence.Exchange.Markets;

/// <summary>
/// Reads the lines of a gzip file: with or without a byte order mark, each line ended by LF or CRLF, the last one also by nothing.
/// Empty lines are skipped; they count in the line numbers.
/// </summary>
internal sealed class GzipLines : IDisposable
{
    private readonly StreamReader _text;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    public GzipLines(string path) => _text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);

    /// <summary>The number of the line that was read last, from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>The next line that is not empty; null at the end.</summary>
    /// <exception cref="InvalidDataException">The file is no gzip data, or breaks off.</exception>
    public string? Next()
    {
        while (true)
        {
            Number++;
            if (_text.ReadLine() is not { } line)
                return null;
            if (!string.IsNullOrWhiteSpace(line))
                return line;
        }
    }

    public void Dispose() => _text.Dispose();
}
