namespace Sequence.Sdk;

public sealed partial class SequenceClient
{
    /// <summary>Opens a stream: the best prices of these symbols, and what the builder adds (operation openStream).</summary>
    /// <param name="symbols">
    /// Spot pairs, perps, prediction tickers or token ids; none when only the account's topics are wanted, such as <c>Stream().Orders().Fills()</c>.
    /// </param>
    /// <returns>A builder; nothing happens before its <see cref="StreamBuilder.ConnectAsync"/>.</returns>
    /// <exception cref="SequenceValidationException">A symbol is empty.</exception>
    public StreamBuilder Stream(params string[] symbols) => Stream((IEnumerable<string>)symbols);

    /// <inheritdoc cref="Stream(string[])"/>
    public StreamBuilder Stream(IEnumerable<string> symbols) => StreamBuilder.Create(_transport, symbols, this);
}
