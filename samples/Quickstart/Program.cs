using System.CommandLine;
using System.Globalization;
using Quickstart;

// A tour of the SDK in half a minute: quote, book, an order and its fills, a hedged execution graph, positions.
// Without settings it runs against an exchange inside this process. With SEQUENCE_API_KEY (and SEQUENCE_BASE_URL)
// it talks to that server, and places orders there only with --trade.

// Every number is written the same way, whatever the machine's language.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var trade = new Option<bool>("--trade") { Description = "Place orders on the server that SEQUENCE_API_KEY belongs to." };
var replay = new Option<string?>("--replay") { Description = "Trade on recorded order flow (csv.gz); for the exchange in this process." };
var command = new RootCommand("A tour of the Sequence SDK for .NET.") { trade, replay };
command.SetAction(async (arguments, cancellationToken) =>
{
    try
    {
        Settings settings = Settings.Read(arguments.GetValue(trade), arguments.GetValue(replay));
        await using Session session = await Session.OpenAsync(settings, cancellationToken);
        await new Tour(session, new Screen()).RunAsync(cancellationToken);
        return 0;
    }
    catch (OperationCanceledException)
    {
        Screen.Fail("Stopped before the tour was over.");
    }
    catch (Exception e)
    {
        Screen.Fail(e.Message);
    }

    return 1;
});
ParseResult parsed = command.Parse(args);
if (parsed.Errors is [{ Message: var problem }, ..])
{
    Screen.Fail(problem);
    return 1;
}

return await parsed.InvokeAsync();
