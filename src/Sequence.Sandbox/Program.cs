namespace Sequence.Sandbox;

// Not by top-level statements: the framework makes their class public, and a package must not bring a global Program.
internal static class Program
{
    private static Task<int> Main(string[] args) => Hosting.SandboxCommand.RunAsync(args, Console.Out, Console.Error);
}
