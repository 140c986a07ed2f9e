using Sequence.Exchange.Accounts;
using Sequence.Exchange.Core;
using Sequence.Exchange.Orders;

namespace Sequence.Sandbox.Tests.Torture;

/// <summary>The truth: every fill of an account in the order of its happening, and every order as it stands, straight from the matching engine.</summary>
internal sealed class AccountTape
{
    private readonly SandboxExchange _exchange;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrderState> _orders = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, bool> _ended = new(StringComparer.Ordinal);
    private int _changes;

    public AccountTape(SandboxExchange exchange, string key)
    {
        _exchange = exchange;
        exchange.Scheduler.Enter(() =>
        {
            Account account = exchange.AccountOf(key);
            exchange.Engine.Filled += (of, fill) =>
            {
                if (of == account)
                    _places.Add(fill.Id, _places.Count);
            };
            exchange.Engine.OrderChanged += (of, order) =>
            {
                if (of != account)
                    return;
                _changes++;
                _orders[order.NodeOrderId] = order;
                if (order.IsTerminal)
                    _ended.TryAdd(order.NodeOrderId, true);
            };
        });
    }

    public int Fills => _exchange.Scheduler.Enter(() => _places.Count);

    /// <summary>How many orders have ended.</summary>
    public int Ended => _exchange.Scheduler.Enter(() => _ended.Count);

    public int Orders => _exchange.Scheduler.Enter(() => _orders.Count);

    public int OrderChanges => _exchange.Scheduler.Enter(() => _changes);

    /// <summary>Where a fill stands on the tape, from 0; null when it never happened.</summary>
    public int? PlaceOf(string fillId) => _exchange.Scheduler.Enter(() => _places.TryGetValue(fillId, out int place) ? place : (int?)null);

    /// <summary>Of the first fills those that are not among the known.</summary>
    public List<string> FillsBeside(IReadOnlySet<string> known, int first = int.MaxValue) =>
        _exchange.Scheduler.Enter(() => _places.Where(fill => fill.Value < first && !known.Contains(fill.Key)).Select(fill => fill.Key).ToList());

    /// <summary>Of the orders that ended first those that are not among the known.</summary>
    public List<string> EndedBeside(IReadOnlySet<string> known, int first) =>
        _exchange.Scheduler.Enter(() => _ended.Keys.Take(first).Where(id => !known.Contains(id)).ToList());

    /// <summary>The orders whose state is another than that which was told last, each with both.</summary>
    public List<string> OrdersUnlike(IReadOnlyDictionary<string, string> told) => _exchange.Scheduler.Enter(() => _orders.Values
        .Select(order => (order.NodeOrderId, State: StateOf(order.Status.Value, order.Filled.Raw, order.Quantity.Raw)))
        .Where(order => told.GetValueOrDefault(order.NodeOrderId) != order.State)
        .Select(order => $"{order.NodeOrderId} is {order.State}, told {told.GetValueOrDefault(order.NodeOrderId) ?? "never"}")
        .ToList());

    public static string StateOf(string status, long filled, long quantity) => FormattableString.Invariant($"{status} {filled}/{quantity}");
}
