namespace Sequence.Sandbox.Tool;

internal static class Program
{
    private static Task<int> Main(string[] args) => SandboxCommand.RunAsync(args, Console.Out, Console.Error);
}
