using NUnit.Framework;
using Sequence.Exchange.Markets;
using Sequence.Sdk;

namespace Sequence.Sandbox.Tests.Markets;

public sealed class PastPathTests
{
    private const long Opened = 1_767_614_400;
    private const long Year = 365 * 86_400L;

    private readonly PastPath _path = new(7, "BTC", Opened);

    [Test]
    public void It_ends_at_the_price_of_the_opening()
    {
        Assert.That(_path.Deviation(Opened), Is.Zero);
        Assert.That(_path.At(Px.FromDecimal(76_000.55m), Opened), Is.EqualTo(Px.FromDecimal(76_000.55m)));
    }

    [Test]
    public void A_moment_does_not_depend_on_what_was_asked_before()
    {
        long[] moments = [Opened - 1, Opened - Year, Opened - 61, Opened - (5 * Year), Opened - 86_400];
        long[] forward = [.. moments.Select(_path.Deviation)];
        long[] fresh = [.. moments.Reverse().Select(moment => new PastPath(7, "BTC", Opened).Deviation(moment)).Reverse()];
        Assert.That(forward, Is.EqualTo(fresh).And.Unique);
    }

    [Test]
    public void Names_and_seeds_have_paths_of_their_own()
    {
        long moment = Opened - (30 * 86_400);
        Assert.That(new[] { _path.Deviation(moment), new PastPath(8, "BTC", Opened).Deviation(moment), new PastPath(7, "ETH", Opened).Deviation(moment) }, Is.Unique);
    }

    [Test]
    public void No_price_is_half_as_high_or_twice_as_high_and_seconds_move_little()
    {
        long last = 0;
        for (long moment = Opened; moment > Opened - (2 * Year); moment -= 3_599)
            Assert.That(_path.Deviation(moment), Is.InRange(-PastPath.Unit / 2, PastPath.Unit / 2));
        for (long moment = Opened; moment > Opened - 3_600; moment--)
        {
            Assert.That(Math.Abs(_path.Deviation(moment) - last), Is.LessThan(PastPath.Unit / 20_000), $"second {moment}");
            last = _path.Deviation(moment);
        }
    }

    [Test]
    public void A_year_wanders()
    {
        long[] days = [.. Enumerable.Range(0, 365).Select(day => _path.Deviation(Opened - (day * 86_400L)))];
        Assert.That(days.Max() - days.Min(), Is.GreaterThan(PastPath.Unit / 10));
        Assert.That(days, Is.Unique);
    }
}
