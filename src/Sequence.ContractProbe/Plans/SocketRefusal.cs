using System.Globalization;

namespace Sequence.ContractProbe.Plans;

/// <summary>What a socket that did not open says. Its body is not to be had, so the envelope is not held against it.</summary>
internal static class SocketRefusal
{
    public static void Judge(Evidence evidence, Answer refusal)
    {
        if (refusal.Failure is { } failure)
        {
            evidence.CannotReach(failure);
            return;
        }

        evidence.Answered(refusal.Status.ToString(CultureInfo.InvariantCulture));
        if (refusal.Status is 401 or 403 or 429 or >= 500)
            evidence.CannotReach($"status {refusal.Status} where the socket should open");
        else
            evidence.Differ($"status {refusal.Status}, where the contract has 101");
    }
}
