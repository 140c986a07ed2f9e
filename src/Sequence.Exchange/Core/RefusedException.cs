namespace Sequence.Exchange.Core;

/// <summary>The exchange refuses a request; nothing has changed.</summary>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
{
    /// <summary>Why.</summary>
    public Refusal Refusal { get; } = refusal;

    public static RefusedException InvalidRequest(string message) => new(new Refusal(RefusalKind.InvalidRequest, message));

    /// <param name="field">The parameter's name.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static RefusedException InvalidParameter(string field, string problem) =>
        new(new Refusal(RefusalKind.InvalidParameter, $"{field}: {problem}", field, problem));

    /// <param name="field">The path of the member; empty for the body itself.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static RefusedException Validation(string field, string problem)
    {
        string name = field.Length > 0 ? field : "body";
        return new RefusedException(new Refusal(RefusalKind.Validation, $"{name}: {problem}", name, problem));
    }

    public static RefusedException Unauthenticated(string message) => new(new Refusal(RefusalKind.Unauthenticated, message));

    public static RefusedException Forbidden(string message) => new(new Refusal(RefusalKind.Forbidden, message));

    public static RefusedException NotFound(string message) => new(new Refusal(RefusalKind.NotFound, message));

    public static RefusedException Conflict(string message) => new(new Refusal(RefusalKind.Conflict, message));

    /// <param name="field">The path of what names the order; null when there is none.</param>
    /// <param name="problem">How it ended.</param>
    public static RefusedException OrderTerminal(string field, string problem) =>
        new(new Refusal(RefusalKind.OrderTerminal, $"{field}: {problem}", field, problem));

    public static RefusedException GraphTerminal(string message) => new(new Refusal(RefusalKind.GraphTerminal, message));

    /// <param name="field">The path of what names the market.</param>
    /// <param name="problem">Which market it is.</param>
    public static RefusedException MarketClosed(string field, string problem) =>
        new(new Refusal(RefusalKind.MarketClosed, $"{field}: {problem}", field, problem));

    public static RefusedException KillSwitch(string message) => new(new Refusal(RefusalKind.KillSwitch, message));
}
