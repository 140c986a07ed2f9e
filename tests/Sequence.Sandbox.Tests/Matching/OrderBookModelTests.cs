using CsCheck;
using NUnit.Framework;
using Sequence.Exchange.Matching;
using Sequence.Sdk;
using OrderBook = Sequence.Exchange.Matching.OrderBook;

namespace Sequence.Sandbox.Tests.Matching;

/// <summary>Random sequences of operations do the same to the book as to <see cref="NaiveBook"/>.</summary>
public class OrderBookModelTests
{
    private const int Sequences = 1_000;

    private static readonly Gen<Operation> Place =
        Gen.Select(Gen.Enum<BookSide>(), Gen.Int[95, 105], Gen.Int[1, 20], Gen.Enum<BookTimeInForce>(), Gen.Int[0, 9])
            .Select((side, limit, qty, tif, market) => new Operation(Verb.Place, side, market == 0 ? null : limit, qty, tif, 0));

    private static readonly Gen<Operation> Cancel = Gen.Int[0, 200].Select(pick => new Operation(Verb.Cancel, default, null, 0, default, pick));

    private static readonly Gen<Operation> Reduce =
        Gen.Select(Gen.Int[0, 200], Gen.Int[1, 15]).Select((pick, left) => new Operation(Verb.Reduce, default, null, left, default, pick));

    private static readonly Gen<Operation[]> Operations = Gen.Frequency((6, Place), (2, Cancel), (1, Reduce)).Array[1, 120];

    private enum Verb
    {
        Place,
        Cancel,
        Reduce,
    }

    [Test]
    public void The_book_does_what_the_naive_book_does()
    {
        // A seed fixes only the first iteration of a sample, so each sequence is a sample of its own.
        var seeds = new PCG(1, 20260418);
        for (int sequence = 0; sequence < Sequences; sequence++)
        {
            Operations.Sample(Compare, seed: seeds.ToString(), iter: 1, threads: 1);
            seeds.Next64();
        }
    }

    private static void Compare(Operation[] operations)
    {
        var pair = new Pair();
        foreach (Operation operation in operations)
        {
            pair.Run(operation);
            pair.CheckBooks();
        }

        pair.CheckTrades();
    }

    private sealed record Operation(Verb Verb, BookSide Side, int? Limit, int Qty, BookTimeInForce Tif, int Pick);

    /// <summary>Both books, and everything that was placed on them.</summary>
    private sealed class Pair : IBookOwner
    {
        private readonly OrderBook _book = new(() => UnixNanos.Epoch);
        private readonly NaiveBook _naive = new();
        private readonly List<BookOrder> _orders = [];
        private readonly List<(int, int, int, int)> _tape = [];
        private readonly Dictionary<long, (Qty Traded, int Ends)> _heard = [];
        private int _changes;

        public Pair()
        {
            _book.Traded += trade => _tape.Add(((int)trade.Maker.Id, (int)trade.Taker.Id, Units(trade.Price), Units(trade.Qty)));
            _book.Changed += () => _changes++;
        }

        public void Run(Operation operation)
        {
            _changes = 0;
            if (operation.Verb == Verb.Place)
            {
                _orders.Add(_book.Place(operation.Side, operation.Limit is { } limit ? Px.FromDecimal(limit) : null, Qty.FromDecimal(operation.Qty), operation.Tif, this));
                _naive.Place(operation.Side, operation.Limit, operation.Qty, operation.Tif);
            }
            else if (_orders.Count > 0)
            {
                Change(operation, operation.Pick % _orders.Count);
            }

            Assert.That(_changes, Is.LessThanOrEqualTo(1));
        }

        public void CheckBooks()
        {
            foreach (BookSide side in Enum.GetValues<BookSide>())
            {
                Assert.That(_book.Orders(side).Select(order => ((int)order.Id, Units(order.Limit!.Value), Units(order.Remaining))), Is.EqualTo(_naive.Side(side)));
                Assert.That(
                    _book.Levels(side).Select(level => (Units(level.Price), Units(level.Size))),
                    Is.EqualTo(_naive.Side(side).GroupBy(order => order.Price).Select(level => (level.Key, level.Sum(order => order.Left)))));
            }

            Assert.That(_book.BestBid >= _book.BestAsk, Is.False, "crossed");
            Assert.That(Units(_book.Depth(BookSide.Bid) + _book.Depth(BookSide.Ask)), Is.EqualTo(_naive.Resting));
            Assert.That((2 * _naive.Traded) + _naive.Withdrawn + _naive.Resting, Is.EqualTo(_naive.Placed), "every unit is traded, withdrawn or resting");
        }

        public void CheckTrades()
        {
            Assert.That(_tape, Is.EqualTo(_naive.Trades));
            foreach (BookOrder order in _orders)
            {
                (Qty traded, int ends) = _heard.GetValueOrDefault(order.Id);
                Assert.That((order.Filled, order.IsResting ? 0 : 1), Is.EqualTo((traded, ends)), "owners heard of all trades and of one end");
            }
        }

        public void OnTrade(BookOrder mine, BookTrade trade)
        {
            (Qty traded, int ends) = _heard.GetValueOrDefault(mine.Id);
            _heard[mine.Id] = (traded + trade.Qty, ends);
        }

        public void OnClosed(BookOrder mine, BookOrderEnd end)
        {
            (Qty traded, int ends) = _heard.GetValueOrDefault(mine.Id);
            _heard[mine.Id] = (traded, ends + 1);
        }

        private void Change(Operation operation, int index)
        {
            (bool real, bool naive) = operation.Verb == Verb.Cancel
                ? (_book.Cancel(_orders[index]), _naive.Cancel(index + 1))
                : (_book.Reduce(_orders[index], Qty.FromDecimal(operation.Qty)), _naive.Reduce(index + 1, operation.Qty));
            Assert.That(real, Is.EqualTo(naive));
        }

        private static int Units(Px price) => (int)price.ToDecimal();

        private static int Units(Qty qty) => (int)qty.ToDecimal();
    }
}
