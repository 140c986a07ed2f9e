using Sequence.Exchange.Matching;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>An order on a book as the model sees it.</summary>
/// <param name="Sign">1 buys, -1 sells.</param>
internal sealed record ModelOrder(int Sign, decimal Price, decimal Quantity, bool IsReduceOnly);

/// <summary>One perp of the model: quantity and cost are signed.</summary>
internal sealed class ModelPerp
{
    public decimal Quantity { get; set; }

    public decimal Cost { get; set; }

    public decimal Realized { get; set; }

    public decimal Fees { get; set; }

    public decimal Funding { get; set; }

    public decimal? Mark { get; set; }

    public decimal TakerFee { get; init; }

    public IReadOnlyList<ModelOrder> Orders { get; set; } = [];

    public decimal Value => Mark is { } mark ? MarginModel.Round(mark * Quantity) : Cost;

    public decimal Profit => Value - Cost;

    public decimal Carried => Math.Abs(Value) / 5;

    public decimal Needed => Math.Max(Carried, Math.Max(Opening(1), Opening(-1)));

    /// <summary>The margin of what is open when all orders of one side are filled, and what they lose by it; zero where they only close.</summary>
    public decimal Opening(int sign)
    {
        (decimal exposure, decimal cost) = After(sign);
        return exposure > 0 ? (exposure / 5) + cost : 0;
    }

    public (decimal Exposure, decimal Cost) After(int sign)
    {
        decimal exposure = sign * Value;
        decimal cost = 0;
        foreach (ModelOrder order in Orders.Where(order => order.Sign == sign))
        {
            exposure += order.Quantity * Unit(order.Price);
            cost += order.Quantity * Loss(sign, order.Price);
        }

        return (exposure, cost);
    }

    public decimal Unit(decimal price) => Mark ?? (Quantity == 0 ? price : MarginModel.Round(Cost / Quantity));

    public decimal Loss(int sign, decimal price) => Math.Max(0, sign * (price - Unit(price))) + (price * TakerFee);

    public decimal Resting(int sign) => Orders.Where(order => order.Sign == sign).Sum(order => order.Quantity);

    public decimal ReduceOnly(int sign) => Orders.Where(order => order.Sign == sign && order.IsReduceOnly).Sum(order => order.Quantity);
}

/// <summary>
/// A margin account of one venue, written from docs/sandbox.md in plain decimals. It knows fills, marks, funding rates and what rests,
/// and nothing of the exchange's own accounts.
/// </summary>
internal sealed class MarginModel(decimal cash)
{
    private const decimal Slack = 0.00001m;

    private readonly SortedDictionary<string, ModelPerp> _perps = new(StringComparer.Ordinal);

    public decimal Cash { get; private set; } = cash;

    /// <summary>What the fund paid in.</summary>
    public decimal Insured { get; private set; }

    public bool HasRealizedForCash { get; private set; }

    /// <summary>Fees of liquidations, which the fund received.</summary>
    public decimal Penalties { get; private set; }

    /// <summary>What resting buys of spot hold back.</summary>
    public decimal Reserved { get; set; }

    public IReadOnlyDictionary<string, ModelPerp> Perps => _perps;

    public decimal Equity => Cash + _perps.Values.Sum(perp => perp.Profit);

    public decimal Exposure => _perps.Values.Sum(perp => Math.Abs(perp.Value));

    public decimal Spare => Equity - Reserved - _perps.Values.Sum(perp => perp.Needed);

    public decimal Free => _perps.Count == 0 ? Cash - Reserved : Math.Min(Cash - Reserved, Down(Spare, 9));

    public decimal Locked => Math.Min(Cash, Reserved + Up(_perps.Values.Sum(perp => perp.Needed - perp.Carried), 9));

    public bool IsUndermargined => Equity < Exposure / 10;

    public static decimal Round(decimal amount) => Math.Round(amount, 9, MidpointRounding.ToEven);

    public static decimal Down(decimal amount, int digits) => Math.Round(amount, digits, MidpointRounding.ToNegativeInfinity);

    public void Add(string symbol, decimal takerFee) => _perps.Add(symbol, new ModelPerp { TakerFee = takerFee });

    public void Pay(decimal amount) => Cash -= amount;

    /// <summary>One fill of a perp.</summary>
    /// <returns>Whether it opened something.</returns>
    public bool Fill(string symbol, int sign, decimal quantity, decimal price, decimal fee, decimal penalty)
    {
        ModelPerp perp = _perps[symbol];
        decimal value = Round(price * quantity);
        bool opposes = perp.Quantity * sign < 0;
        decimal closing = opposes ? Math.Min(quantity, Math.Abs(perp.Quantity)) : 0;
        decimal closedCost = closing == 0 ? 0 : Round(perp.Cost * closing / Math.Abs(perp.Quantity));
        decimal closedValue = closing == 0 ? 0 : Round(value * closing / quantity);
        decimal profit = closing == 0 ? 0 : (-sign * closedValue) - closedCost;
        perp.Quantity += sign * quantity;
        perp.Cost += (sign * (value - closedValue)) - closedCost;
        perp.Realized += profit;
        perp.Fees += fee + penalty;
        Penalties += penalty;
        Cash += profit - fee - penalty;
        Cover();
        return quantity > closing;
    }

    public decimal Charge(string symbol, decimal rate)
    {
        ModelPerp perp = _perps[symbol];
        decimal amount = Round(perp.Value * rate);
        perp.Funding += amount;
        Cash -= amount;
        Cover();
        return amount;
    }

    /// <summary>How much an order may trade at a price beyond what it took at better prices.</summary>
    public decimal Power(string symbol, int sign, decimal price, IReadOnlyList<(decimal Price, decimal Quantity)> walked)
    {
        ModelPerp perp = _perps[symbol];
        decimal others = _perps.Values.Where(other => other != perp).Sum(other => other.Needed);
        (decimal exposure, decimal cost) = perp.After(sign);
        foreach ((decimal at, decimal quantity) in walked)
        {
            exposure += quantity * perp.Unit(at);
            cost += quantity * perp.Loss(sign, at);
        }

        decimal closing = -(sign * perp.Quantity) - perp.Resting(sign) - walked.Sum(part => part.Quantity);
        decimal carried = (Equity - Reserved - others - Slack - cost - (exposure / 5)) / ((perp.Unit(price) / 5) + perp.Loss(sign, price));
        return Down(Math.Max(0, Math.Max(closing, carried)), 8);
    }

    /// <summary>Why what rests must not rest like this; null when all is well.</summary>
    public string? Fault()
    {
        foreach ((string symbol, ModelPerp perp) in _perps)
        {
            foreach (int sign in new[] { 1, -1 })
            {
                if (perp.ReduceOnly(sign) > Math.Max(0, -sign * perp.Quantity))
                    return $"{symbol}: reduce-only orders exceed the position";
                if (perp.Resting(sign) > 0 && !IsCovered(perp, sign))
                    return $"{symbol}: what rests is not covered";
            }
        }

        if (Reserved > 0 && Free < 0)
            return "spot buys are not covered";
        return Cash < 0 ? "cash is below zero" : null;
    }

    /// <summary>Whether all orders of the side of an order are covered with it.</summary>
    public bool Covers(string symbol, ModelOrder order)
    {
        ModelPerp perp = _perps[symbol];
        IReadOnlyList<ModelOrder> before = perp.Orders;
        perp.Orders = [.. before, order];
        bool covers = IsCovered(perp, order.Sign);
        perp.Orders = before;
        return covers;
    }

    private bool IsCovered(ModelPerp perp, int sign) =>
        perp.Opening(sign) <= Equity - Reserved - _perps.Values.Where(other => other != perp).Sum(other => other.Needed);

    private void Cover()
    {
        foreach (ModelPerp perp in _perps.Values.OrderByDescending(perp => perp.Profit).ToList())
        {
            decimal part = Math.Min(perp.Profit, -Cash);
            if (Cash >= 0 || part <= 0)
                continue;
            HasRealizedForCash = true;
            perp.Cost += part;
            perp.Realized += part;
            Cash += part;
        }

        if (Cash < 0)
        {
            Insured -= Cash;
            Cash = 0;
        }
    }

    private static decimal Up(decimal amount, int digits) => Math.Round(amount, digits, MidpointRounding.ToPositiveInfinity);
}
