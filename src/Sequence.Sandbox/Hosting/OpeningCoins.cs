using Sequence.Sdk;

namespace Sequence.Sandbox.Hosting;

/// <summary>Reads <see cref="SandboxOptions.OpeningBalances"/>.</summary>
internal static class OpeningCoins
{
    /// <summary>Of each coin on each venue: at any price of a coin its worth stays within what the wire can count.</summary>
    private const decimal Largest = 10_000m;

    /// <exception cref="ArgumentException">A name that is none, or a quantity that is below 0, too large or too fine; the message names the coin.</exception>
    public static IReadOnlyDictionary<string, Qty> Read(IReadOnlyDictionary<string, decimal> balances)
    {
        ArgumentNullException.ThrowIfNull(balances);
        var coins = new Dictionary<string, Qty>(StringComparer.OrdinalIgnoreCase);
        foreach ((string coin, decimal quantity) in balances)
        {
            // The name is written into recordings, where a space and '=' separate.
            if (coin.Length == 0 || !coin.All(char.IsAsciiLetterOrDigit))
                throw new ArgumentException($"'{coin}' is not the name of a coin: it has letters and digits only.", nameof(balances));
            if (quantity < 0 || quantity > Largest || !Qty.TryFromDecimal(quantity, out Qty exact))
                throw new ArgumentException($"The opening balance of {coin} must be 0 to {Largest} with at most 8 decimals, but was {quantity}.", nameof(balances));
            coins[coin] = exact;
        }

        return coins;
    }
}
