using CsCheck;
using NUnit.Framework;

namespace Sequence.Sandbox.Tests.Accounts;

/// <summary>
/// Random trading with little money: price moves, flips, resting and reduce-only orders, brackets, funding, liquidations, withdrawals
/// and questions that are decided. After every step the exchange agrees with an independent model of the account, to the last integer.
/// </summary>
public class MarginModelTests
{
    private const int Runs = 1_000;

    private static readonly Gen<MarginStep[]> Steps = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(MarginStepKind.Reprice)), (2, Gen.Const(MarginStepKind.Sweep)), (12, Gen.Const(MarginStepKind.Order)), (2, Gen.Const(MarginStepKind.Bracket)),
            (2, Gen.Const(MarginStepKind.Cancel)), (2, Gen.Const(MarginStepKind.Amend)), (4, Gen.Const(MarginStepKind.Wait)), (3, Gen.Const(MarginStepKind.Fund)),
            (1, Gen.Const(MarginStepKind.Withdraw)), (1, Gen.Const(MarginStepKind.Decide))),
        Gen.Frequency((5, Gen.Const(0)), (1, Gen.Const(1))),
        Gen.Frequency((8, Gen.Const(0)), (6, Gen.Const(1)), (1, Gen.Const(2)), (2, Gen.Const(3)), (1, Gen.Const(4))),
        Gen.Bool,
        Gen.Int[-12, 12],
        Gen.Frequency((4, Gen.Int[10, 300]), (4, Gen.Int[300, 900]), (1, Gen.Int[900, 3_000])),
        Gen.Int[0, MarginFloor.Styles.Length - 1],
        (kind, trader, book, isBuy, move, size, style) => new MarginStep(kind, trader, book, isBuy, move, size, style)).Array[12, 34];

    /// <summary>Half of the runs begin with a long and a short of almost all that the cash carries.</summary>
    private static readonly MarginStep[] Opening =
    [
        new(MarginStepKind.Order, 0, 0, IsBuy: true, 0, 540, 0), new(MarginStepKind.Order, 0, 1, IsBuy: false, 0, 540, 0),
    ];

    private static readonly Gen<MarginStep[]> Sessions = Gen.Select(Gen.Bool, Steps, (opens, steps) => opens ? [.. Opening, .. steps] : steps);

    [Test]
    [Category("ManyRuns")]
    public void The_exchange_agrees_with_the_model_after_every_step()
    {
        var reached = new Dictionary<string, int>(StringComparer.Ordinal);
        Sessions.Sample(
            steps =>
            {
                using var floor = new MarginFloor("250");
                foreach (MarginStep step in steps)
                {
                    floor.Take(step);
                    if (floor.Faults.Count > 0)
                        throw new InvalidOperationException($"{step}: {string.Join("; ", floor.Faults)}");
                }

                foreach ((string what, int _) in floor.Reached)
                    reached[what] = reached.GetValueOrDefault(what) + 1;
            },
            iter: Runs,
            threads: 1);
        TestContext.Out.WriteLine(string.Join(", ", reached.OrderBy(entry => entry.Value).Select(entry => $"{entry.Key} in {entry.Value} runs")));
        Assert.That(reached.Keys, Is.SupersetOf(MarginFloor.Rules));
    }
}
