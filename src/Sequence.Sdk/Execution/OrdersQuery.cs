using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>The orders of the account. Opened by <see cref="SequenceClient.Orders"/>.</summary>
public sealed class OrdersQuery : PagedQuery<OrdersQuery, OrdersPage, OrderResponse>
{
    private readonly IOrderSource? _source;

    internal OrdersQuery(SequenceTransport transport, PageWindow window, IOrderSource? source) : base(transport, window) => _source = source;

    private protected override OrdersQuery With(PageWindow window) => new(Transport, window, _source);

    private protected override async Task<OrdersPage> FetchAsync(PageWindow window, CancellationToken cancellationToken)
    {
        OrdersPage page = await Transport.CallAsync(
            (raw, token) => raw.Trade.ListOrdersAsync(window.Limit, window.Offset, window.Symbol, cancellationToken: token), cancellationToken).ConfigureAwait(false);
        return page.From(_source);
    }

    private protected override PageView<OrderResponse> View(OrdersPage page) => new(page.Orders, page.SentHasMore, page.SentTotal);

    private protected override string? IdOf(OrderResponse item) => item.NodeOrderId;

    private protected override string Operation => "listOrders";

    private protected override string? SymbolOf(OrderResponse item) => item.Symbol;

    private protected override OrdersPage WithRows(OrdersPage page, IReadOnlyList<OrderResponse> rows)
    {
        page.Orders = rows;
        return page;
    }
}
