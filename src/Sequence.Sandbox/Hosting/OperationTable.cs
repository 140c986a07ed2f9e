namespace Sequence.Sandbox.Hosting;

/// <summary>Every operation of the contract with its route; filled by the generated server surface.</summary>
internal sealed class OperationTable
{
    private readonly List<Operation> _operations = [];

    public IReadOnlyList<Operation> Operations => _operations;

    public void Add(string operationId, string method, string path, Type surface, string handler, Func<ApiCall, Task<object?>> run) =>
        _operations.Add(new Operation(operationId, method, path, surface, handler, run));
}

/// <summary>One operation.</summary>
/// <param name="OperationId">As in the contract.</param>
/// <param name="Method">The HTTP verb.</param>
/// <param name="Path">The path with its parameters in braces.</param>
/// <param name="Surface">The generated class that declares it.</param>
/// <param name="Handler">The method that a room overrides to handle it.</param>
/// <param name="Run">Binds the arguments, runs the handler, and gives the answer's body, null for none.</param>
internal sealed record Operation(string OperationId, string Method, string Path, Type Surface, string Handler, Func<ApiCall, Task<object?>> Run);
