namespace Sequence.Sdk.Transport;

/// <summary>What is known of the effect of a call on the server.</summary>
internal enum CallOutcome
{
    /// <summary>No attempt left this process, or no connection came up: the server did nothing.</summary>
    NotSent,

    /// <summary>The server itself refused and did nothing, and no earlier attempt can still be carried out.</summary>
    Refused,

    /// <summary>The server carried out the call and said so.</summary>
    Done,

    /// <summary>The server may have carried out the call, or may still do so.</summary>
    Ambiguous,
}
