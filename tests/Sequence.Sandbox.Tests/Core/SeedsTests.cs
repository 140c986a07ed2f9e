using NUnit.Framework;
using Sequence.Exchange.Core;

namespace Sequence.Sandbox.Tests.Core;

public class SeedsTests
{
    [Test]
    public void A_seed_and_a_name_give_the_same_stream_in_every_process() =>
        Assert.That(Draw(Seeds.For(1, "maker:kraken:BTC-USD")), Is.EqualTo([708, 873, 618]));

    [Test]
    public void Another_seed_or_name_gives_another_stream()
    {
        int[] draws = Draw(Seeds.For(1, "maker:kraken:BTC-USD"));
        Assert.That(Draw(Seeds.For(2, "maker:kraken:BTC-USD")), Is.Not.EqualTo(draws));
        Assert.That(Draw(Seeds.For(1, "maker:kraken:ETH-USD")), Is.Not.EqualTo(draws));
        Assert.That(Draw(Seeds.For(int.MinValue, "")), Is.Not.EqualTo(draws));
    }

    private static int[] Draw(Random chance) => [chance.Next(1_000), chance.Next(1_000), chance.Next(1_000)];
}
