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
            (6, Gen.Const(MarginStepKind.Reprice)), (2, Gen.Const(MarginStepKind.Sweep)), (12, Gen.Const(MarginStepKind.Order)), (2, Gen.Const(MarginStepKind.Bracket)),
            (2, Gen.Const(MarginStepKind.Cancel)), (2, Gen.Const(MarginStepKind.Amend)), (4, Gen.Const(MarginStepKind.Wait)), (1, Gen.Const(MarginStepKind.Fund)),
            (1, Gen.Const(MarginStepKind.Withdraw)), (1, Gen.Const(MarginStepKind.Decide))),
        Gen.Int[0, 1],
        Gen.Frequency((6, Gen.Const(0)), (4, Gen.Const(1)), (2, Gen.Const(2)), (2, Gen.Const(3)), (1, Gen.Const(4))),
        Gen.Bool,
        Gen.Int[-12, 12],
        Gen.Int[10, 4_000],
        Gen.Int[0, MarginFloor.Styles.Length - 1],
        (kind, trader, book, isBuy, move, size, style) => new MarginStep(kind, trader, book, isBuy, move, size, style)).Array[8, 30];

    [Test]
    public void The_exchange_agrees_with_the_model_after_every_step() => Steps.Sample(
        steps =>
        {
            using var floor = new MarginFloor("500");
            foreach (MarginStep step in steps)
            {
                floor.Take(step);
                if (floor.Faults.Count > 0)
                    throw new InvalidOperationException($"{step}: {string.Join("; ", floor.Faults)}");
            }
        },
        iter: Runs,
        threads: 1);
}
