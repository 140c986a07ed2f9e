using Sequence.Sdk.Streaming;

namespace Sequence.Sdk.Tests.Streaming;

internal sealed class ReconnectDelayTests
{
    [Test]
    public void The_first_try_is_at_once_and_the_ceiling_doubles_to_eight_seconds()
    {
        var longest = new TimeSpan[12];
        for (int seed = 0; seed < 500; seed++)
        {
            var delay = new ReconnectDelay(new Random(seed));
            for (int i = 0; i < longest.Length; i++)
            {
                TimeSpan wait = delay.Next();
                longest[i] = wait > longest[i] ? wait : longest[i];
            }
        }

        double[] ceilings = [0, 0.25, 0.5, 1, 2, 4, 8, 8, 8, 8, 8, 8];
        for (int i = 0; i < longest.Length; i++)
            Assert.That(longest[i].TotalSeconds, Is.InRange(ceilings[i] * 0.95, ceilings[i]), $"try {i}");
    }

    [Test]
    public void Only_a_connection_that_held_starts_the_count_again()
    {
        var delay = new ReconnectDelay(new Random(1));
        delay.Next();
        delay.ConnectionHeld(ReconnectDelay.Sound - TimeSpan.FromTicks(1));
        Assert.That(delay.Next(), Is.GreaterThan(TimeSpan.Zero));
        delay.ConnectionHeld(ReconnectDelay.Sound);
        Assert.That(delay.Next(), Is.EqualTo(TimeSpan.Zero));
    }
}
