using Sequence.Exchange.Core;
using Sequence.Exchange.Instruments;
using Sequence.Exchange.Markets;
using Sequence.Sdk;
using InstrumentKind = Sequence.Exchange.Instruments.InstrumentKind;

namespace Sequence.Sandbox.Tests.OtherLanguages;

/// <summary>Symbols that whoever recorded the vendor's client made up: no docs name them, so the exchange does not list them by itself.</summary>
internal static class RecordedNames
{
    public static void List(SandboxExchange exchange) => exchange.Scheduler.Enter(() =>
    {
        List("binance", "BTC-USDT", InstrumentKind.Perp);
        List("coinbase", "X", InstrumentKind.Spot);
        List("kalshi", "KXB:YES", InstrumentKind.Prediction);
        List("kalshi", "KXM-1:YES", InstrumentKind.Prediction);

        void List(string venue, string symbol, InstrumentKind kind)
        {
            if (exchange.Markets.Instrument(symbol) is null)
                exchange.Markets.List(venue, new Instrument(symbol, kind, symbol.Split('-')[0], "USD", Px.FromDecimal(0.01m), Qty.FromDecimal(0.01m), 10, 5));
        }
    });
}
