namespace Sequence.ContractProbe.Plans;

/// <summary>Which operations are called, in which order, and why the others are not.</summary>
internal static class Plan
{
    private const string NeedsControl = "changes the whole paper account: only with --include-control";

    /// <summary>Never called, whatever the options.</summary>
    public static IReadOnlyDictionary<string, string> Never { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["connectVenue"] = "stores credentials of a venue",
        ["putVenueCredentials"] = "stores credentials of a venue",
        ["disconnectVenue"] = "drops credentials of a venue",
        ["createTurnkeyWallet"] = "provisions a wallet",
        ["withdrawFromWallet"] = "moves funds",
        ["syncPositions"] = "what it does to the account is not documented",
        ["engageKillSwitch"] = "halts the account, and only an administrator can clear it",
        ["putKillSwitch"] = "halts the account, and only an administrator can clear it",
        ["clearKillSwitch"] = "would end a halt that somebody wanted",
        ["redeemMarket"] = "redeems a position",
        ["createDeployment"] = "puts a program on the server",
        ["deployAlgoBySymbol"] = "puts a program on the server",
        ["createStrategy"] = "puts a program on the server",
        ["createBacktest"] = "its body is not documented",
    };

    /// <exception cref="ProbeException">The server cannot be reached, or refuses the key.</exception>
    public static async Task RunAsync(Prober prober, bool includeControl)
    {
        var known = new Known();
        await new GeneralRules(prober).RunAsync().ConfigureAwait(false);
        await new Readings(prober, known).RunAsync().ConfigureAwait(false);
        await new Lookups(prober, known).RunAsync().ConfigureAwait(false);
        await TradeAsync(prober, known, includeControl).ConfigureAwait(false);
        await new ContractReads(prober, known).RunAsync().ConfigureAwait(false);
        await new Sockets(prober).RunAsync().ConfigureAwait(false);
        if (includeControl)
            await new AccountControl(prober, known).RunAsync().ConfigureAwait(false);
        SkipTheRest(prober, includeControl);
    }

    /// <summary>The stream is open while the orders live, so that it shows them.</summary>
    private static async Task TradeAsync(Prober prober, Known known, bool fills)
    {
        StreamWatch? watch = await StreamWatch.OpenAsync(prober, known).ConfigureAwait(false);
        try
        {
            if (watch is not null)
                await watch.WaitForAsync("prices:{symbol}", "book:{symbol}").ConfigureAwait(false);
            await new PaperTrading(prober, known, fills).RunAsync().ConfigureAwait(false);
            if (watch is null)
                return;
            await watch.WaitForAsync(fills ? ["orders", "fills"] : ["orders"]).ConfigureAwait(false);
            await watch.FinishAsync().ConfigureAwait(false);
        }
        finally
        {
            if (watch is not null)
                await watch.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void SkipTheRest(Prober prober, bool includeControl)
    {
        foreach ((string id, string reason) in Never)
            prober.Of(id).Skip(reason);
        if (includeControl)
            return;
        foreach (string id in AccountControl.Operations)
            prober.Of(id).Skip(NeedsControl);
    }
}
