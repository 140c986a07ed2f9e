using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sequence.Contract.Tests.Docs;

/// <summary>A program of the docs, compiled as a user's console project with implicit usings would compile it.</summary>
internal sealed class CompiledProgram
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // A library built against an older framework is no fault of the program; the SDK's own targets suppress these too.
    private static readonly KeyValuePair<string, ReportDiagnostic>[] BindingRedirects =
        [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)];

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path))]);

    private readonly byte[] _image;

    private CompiledProgram(byte[] image) => _image = image;

    /// <summary>Compiles the text, or fails with the compiler's errors.</summary>
    public static CompiledProgram Compile(string code)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: BindingRedirects);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "DocsProgram", [CSharpSyntaxTree.ParseText(ImplicitUsings), CSharpSyntaxTree.ParseText(code)], References.Value, options);
        using var image = new MemoryStream();
        IEnumerable<string> problems = compilation.Emit(image).Diagnostics
            .Where(d => d.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning)
            .Select(d => d.ToString());
        string all = string.Join('\n', problems);
        return all.Length == 0 ? new CompiledProgram(image.ToArray()) : throw new InvalidDataException(all);
    }

    /// <summary>Runs it to its end and gives what it wrote.</summary>
    public async Task<string> RunAsync()
    {
        // A context of its own, since all programs have the same name.
        Assembly assembly = new AssemblyLoadContext(name: null, isCollectible: true).LoadFromStream(new MemoryStream(_image));
        // The compiler's entry point of an asynchronous program blocks; the method behind it gives the task.
        MethodInfo main = assembly.EntryPoint!.DeclaringType!.GetMethod("<Main>$", BindingFlags.Static | BindingFlags.NonPublic)!;
        // What a page says it prints is written with a point; the culture flows into the program and stays in this method.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        TextWriter before = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            if (main.Invoke(null, [Array.Empty<string>()]) is Task running)
                await running;
        }
        finally
        {
            Console.SetOut(before);
        }

        return output.ToString();
    }
}
