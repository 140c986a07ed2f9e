namespace Sequence.Sandbox.Http;

/// <summary>Every operation of the contract with its route; filled by the generated server surface.</summary>
internal sealed class OperationTable
{
    private readonly List<Operation> _operations = [];
    private Type? _endpoints;

    public IReadOnlyList<Operation> Operations => _operations;

    /// <summary>Adds every operation of one tag.</summary>
    /// <param name="endpoints">The handlers: a class that overrides a generated surface.</param>
    /// <param name="mapTo">Their own <c>MapTo</c>.</param>
    public void Map(object endpoints, Action<OperationTable> mapTo)
    {
        _endpoints = endpoints.GetType();
        mapTo(this);
        _endpoints = null;
    }

    public void Add(string operationId, string method, string path, Type surface, string handler, OperationAccess access, Func<ApiCall, Task<object?>> run)
    {
        bool isHandled = _endpoints?.GetMethod(handler) is { } found && found.DeclaringType != surface;
        _operations.Add(new Operation(operationId, method, path, surface, handler, access, isHandled, run));
    }
}

/// <summary>What a caller shows to be let in.</summary>
internal enum OperationAccess
{
    /// <summary>An API key.</summary>
    Key,

    /// <summary>An API key, or a ticket in the query.</summary>
    KeyOrTicket,

    /// <summary>Nothing.</summary>
    Anonymous,
}

/// <summary>One operation.</summary>
/// <param name="OperationId">As in the contract.</param>
/// <param name="Method">The HTTP verb.</param>
/// <param name="Path">The path with its parameters in braces.</param>
/// <param name="Surface">The generated class that declares it.</param>
/// <param name="Handler">The method that the endpoints override to handle it.</param>
/// <param name="Access">What the caller must show.</param>
/// <param name="IsHandled">Whether the endpoints override the handler; if not, the answer is 501.</param>
/// <param name="Run">Binds the arguments, runs the handler, and gives the answer's body, null for none.</param>
internal sealed record Operation(
    string OperationId,
    string Method,
    string Path,
    Type Surface,
    string Handler,
    OperationAccess Access,
    bool IsHandled,
    Func<ApiCall, Task<object?>> Run);
