namespace Sequence.ContractProbe.Reports;

/// <summary>The file that a report goes to.</summary>
internal sealed class ReportFile
{
    private readonly string _path;
    private readonly Func<ProbeReport, string> _write;

    private ReportFile(string path, Func<ProbeReport, string> write)
    {
        _path = path;
        _write = write;
    }

    /// <summary>Checks the path before anything is called.</summary>
    /// <exception cref="ProbeException">It names no format, or a folder that is not there.</exception>
    public static ReportFile At(string path)
    {
        Func<ProbeReport, string> write = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".MD" => MarkdownReport.Write,
            ".JSON" => JsonReport.Write,
            _ => throw new ProbeException("The report is a file that ends in .md or .json."),
        };
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        return Directory.Exists(folder) ? new ReportFile(path, write) : throw new ProbeException($"The report cannot be written: there is no folder {folder}.");
    }

    public Task WriteAsync(ProbeReport report, CancellationToken cancellationToken) => File.WriteAllTextAsync(_path, _write(report), cancellationToken);
}
