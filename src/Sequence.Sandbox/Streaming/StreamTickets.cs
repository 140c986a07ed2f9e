using Sequence.Sdk;

namespace Sequence.Sandbox.Streaming;

/// <summary>Tickets that open one stream each, within 30 seconds of exchange time.</summary>
internal sealed class StreamTickets(Scheduler scheduler, Random random)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (Account Account, UnixNanos Until)> _open = new(StringComparer.Ordinal);

    public string Issue(Account account) => scheduler.Enter(() =>
    {
        foreach (string old in _open.Where(entry => entry.Value.Until <= scheduler.Now).Select(entry => entry.Key).ToList())
            _open.Remove(old);
        Span<byte> secret = stackalloc byte[16];
        random.NextBytes(secret);
        string ticket = "wst_" + Convert.ToHexStringLower(secret);
        _open[ticket] = (account, scheduler.Now + Lifetime);
        return ticket;
    });

    /// <exception cref="RefusedException">401: the ticket is unknown, used or too old.</exception>
    public Account Redeem(string ticket) => scheduler.Enter(() =>
        _open.Remove(ticket, out var entry) && entry.Until > scheduler.Now
            ? entry.Account
            : throw RefusedException.Unauthenticated("The ticket is unknown, used or older than 30 seconds; ask for a new one."));
}
