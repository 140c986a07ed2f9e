using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>The fills of the account. Opened by <see cref="SequenceClient.Fills"/>.</summary>
public sealed class FillsQuery : PagedQuery<FillsQuery, FillsPage, Fill>
{
    internal FillsQuery(SequenceTransport transport, PageWindow window) : base(transport, window)
    {
    }

    private protected override FillsQuery With(PageWindow window) => new(Transport, window);

    private protected override Task<FillsPage> FetchAsync(PageWindow window, CancellationToken cancellationToken) => Transport.CallAsync(
        (raw, token) => raw.Trade.ListFillsAsync(window.Limit, window.Offset, window.Symbol, token), cancellationToken);

    private protected override PageView<Fill> View(FillsPage page) => new(page.Fills, page.SentHasMore, page.SentTotal);

    private protected override string? IdOf(Fill item) => item.FillId;

    private protected override string Operation => "listFills";

    private protected override string? SymbolOf(Fill item) => item.Symbol;

    private protected override FillsPage WithRows(FillsPage page, IReadOnlyList<Fill> rows)
    {
        page.Fills = rows;
        return page;
    }
}
