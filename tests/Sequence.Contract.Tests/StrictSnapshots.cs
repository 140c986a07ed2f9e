namespace Sequence.Contract.Tests;

/// <summary>
/// A missing snapshot fails. To accept new ones, delete the old files and run once with <c>UPDATE_SNAPSHOTS=true</c> (docs/review-changes.md).
/// </summary>
[SetUpFixture]
public sealed class StrictSnapshots
{
    [OneTimeSetUp]
    public void FailOnMissingSnapshots()
    {
        bool update = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "true";
        Environment.SetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE", update ? "off" : "true");
    }
}
