namespace Sequence.ContractProbe.Verdicts;

/// <summary>Which answers of a call agree with the contract.</summary>
/// <param name="Success">The documented success does.</param>
/// <param name="Refusals">The error statuses that do.</param>
/// <param name="IsSuccessWrong">A success would contradict a documented fact.</param>
internal sealed record Expectation(bool Success, IReadOnlyList<int> Refusals, bool IsSuccessWrong = false)
{
    /// <summary>The call is in order and must succeed.</summary>
    public static Expectation Works { get; } = new(true, []);

    /// <summary>The call is in order, but what it asks for may not be there.</summary>
    public static Expectation MayBeAbsent { get; } = new(true, [404]);

    /// <summary>The call is in order, but what it ends may have ended by itself.</summary>
    public static Expectation MayBeOver { get; } = new(true, [404, 400, 409, 422]);

    /// <summary>The call names an id that nobody has: the error is the answer.</summary>
    public static Expectation UnknownId { get; } = new(false, [404, 400, 409, 422]);

    /// <summary>The same graph id with another body.</summary>
    public static Expectation Conflict { get; } = new(false, [409], IsSuccessWrong: true);

    /// <summary>The key is missing.</summary>
    public static Expectation Unauthorized { get; } = new(false, [401], IsSuccessWrong: true);
}
