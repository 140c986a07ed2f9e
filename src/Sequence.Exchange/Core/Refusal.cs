namespace Sequence.Exchange.Core;

/// <summary>Why the exchange does not do what it was asked.</summary>
internal enum RefusalKind
{
    /// <summary>The request makes no sense, and no single parameter is to blame.</summary>
    InvalidRequest,

    /// <summary>A parameter is outside of what it may be.</summary>
    InvalidParameter,

    /// <summary>A member of a body does not fit.</summary>
    Validation,

    /// <summary>The caller cannot be identified.</summary>
    Unauthenticated,

    /// <summary>The caller may not do this.</summary>
    Forbidden,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>It does not go with the present state.</summary>
    Conflict,

    /// <summary>The account's kill switch is engaged.</summary>
    KillSwitch,

    /// <summary>The order has ended: nothing about it can be changed or cancelled.</summary>
    OrderTerminal,

    /// <summary>The graph has ended: it can be neither cancelled nor resumed.</summary>
    GraphTerminal,

    /// <summary>The market has ended: nothing trades there any more.</summary>
    MarketClosed,
}

/// <summary>A request that the exchange refused. Nothing has changed.</summary>
/// <param name="Kind">The kind of the refusal.</param>
/// <param name="Message">One sentence for the caller.</param>
/// <param name="Field">The path of the parameter or member to blame; null when there is none.</param>
/// <param name="Problem">What is wrong with that field; null when there is none.</param>
internal sealed record Refusal(RefusalKind Kind, string Message, string? Field = null, string? Problem = null);
