using System.Diagnostics;
using System.Globalization;

namespace Sequence.Tests;

/// <summary>A sandbox in a process of its own, until it gets a signal.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private SandboxProcess(Process process, Task<string> errors, string firstLine)
    {
        _process = process;
        _errors = errors;
        FirstLine = firstLine;
    }

    /// <summary>What it says once it listens.</summary>
    public string FirstLine { get; }

    public Uri Address => new(FirstLine.Split(' ')[^1]);

    public static async Task<SandboxProcess> StartAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        return new SandboxProcess(process, errors, await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? "");
    }

    /// <summary>Sends the signal and waits for the end.</summary>
    /// <returns>The exit code, and what was written after the first line.</returns>
    public async Task<(int Exit, string Output, string Errors)> EndAsync(string signal = "TERM")
    {
        using Process kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, await _process.StandardOutput.ReadToEndAsync(), await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
