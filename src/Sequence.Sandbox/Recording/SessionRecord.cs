using Sequence.Sdk;

namespace Sequence.Sandbox.Recording;

/// <summary>One line of a recorded session: what came in or went out, at the exchange time at which it was decided.</summary>
internal abstract record SessionRecord(UnixNanos At);

/// <summary>The first line: what the exchange was made of.</summary>
/// <param name="At">The exchange time of its start.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="CatalogueSize">The size of its prediction catalogue.</param>
/// <param name="RateLimitQps">The requests per second of a client; null for as many as it likes.</param>
/// <param name="OrderFlow">The recorded order book that it replayed; null for none.</param>
/// <param name="OpeningCoins">What a fresh account owned of each coin, on each venue.</param>
internal sealed record HeaderRecord(
    UnixNanos At, int Seed, int CatalogueSize, int? RateLimitQps, string? OrderFlow, IReadOnlyDictionary<string, Qty> OpeningCoins) : SessionRecord(At)
{
    /// <summary>What was listed besides the default instruments, and what was changed of these.</summary>
    public IReadOnlyList<SandboxInstrument> Instruments { get; init; } = [];

    /// <summary>USD for one unit of a currency, where it was not the default.</summary>
    public IReadOnlyDictionary<string, decimal> UsdRates { get; init; } = new Dictionary<string, decimal>();
}

/// <summary>A REST call and its answer. What is not text stays bytes.</summary>
internal sealed record CallRecord(UnixNanos At, RecordedRequest Request, int Status, byte[]? Response) : SessionRecord(At);

/// <summary>A client opened a stream.</summary>
internal sealed record OpenRecord(UnixNanos At, int Session, RecordedRequest Request) : SessionRecord(At);

/// <summary>A frame of a stream.</summary>
/// <param name="At">Exchange time.</param>
/// <param name="Session">The number of the stream, from 1 in the order of opening.</param>
/// <param name="IsReceived">From the client; else for it.</param>
/// <param name="IsText">Not binary, which only a client that errs sends.</param>
/// <param name="Frame">Its content.</param>
internal sealed record FrameRecord(UnixNanos At, int Session, bool IsReceived, bool IsText, byte[] Frame) : SessionRecord(At);

/// <summary>A client left.</summary>
internal sealed record CloseRecord(UnixNanos At, int Session) : SessionRecord(At);

/// <summary>The last line: the exchange ended in order.</summary>
internal sealed record EndRecord(UnixNanos At, int Calls, int Frames) : SessionRecord(At);

/// <summary>What the exchange reads of a request.</summary>
/// <param name="RequestId">The id that its answer carries.</param>
/// <param name="Method">The HTTP verb.</param>
/// <param name="Path">As it stood in the request line.</param>
/// <param name="Query">From the question mark on; empty for none.</param>
/// <param name="Authorization">The header; null when absent.</param>
/// <param name="ContentType">The header; null when absent.</param>
/// <param name="Body">Null for none.</param>
internal sealed record RecordedRequest(string RequestId, string Method, string Path, string Query, string? Authorization, string? ContentType, byte[]? Body);
