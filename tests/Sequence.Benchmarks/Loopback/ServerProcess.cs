using System.Diagnostics;

namespace Sequence.Benchmarks.Loopback;

/// <summary>A <see cref="LoopbackServer"/> beside this process, for as long as this is not disposed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync()
    {
        ProcessStartInfo start = ThisProgram(LoopbackServer.Command);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        Process process = Process.Start(start)!;
        string address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new ServerProcess(process, new Uri(address));
    }

    /// <summary>How to start this program once more.</summary>
    public static ProcessStartInfo ThisProgram(params IEnumerable<string> arguments)
    {
        string host = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");
        bool isDotnet = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return new ProcessStartInfo(host, isDotnet ? [typeof(ServerProcess).Assembly.Location, .. arguments] : arguments);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
