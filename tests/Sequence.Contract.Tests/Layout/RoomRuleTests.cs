using ArchUnitNET.Domain;
using Sequence.Sdk;

namespace Sequence.Contract.Tests.Layout;

/// <summary>The rules of the rooms (docs/architecture.md).</summary>
public sealed class RoomRuleTests
{
    private static readonly string[] Network =
        ["System.Net.Http.", "System.Net.WebSockets.", "System.Net.Sockets.", "Websocket.Client.", "Microsoft.Extensions.Http."];

    [Test]
    public void Every_room_of_the_ladder_is_seen_by_these_tests()
    {
        Assert.That(Rooms.TypesIn("Trade"), Is.Not.Empty);
        Assert.That(Rooms.TypesIn("Orchestrate"), Is.Not.Empty);
        Assert.That(Rooms.TypesIn("Numerics"), Is.Not.Empty);
        Assert.That(Rooms.TypesIn("Transport"), Is.Not.Empty);
        Assert.That(Rooms.TypesOfSandbox(), Is.Not.Empty);
    }

    [Test]
    public void A_forbidden_use_would_be_seen()
    {
        Assert.That(Rooms.Breaches(Rooms.TypesIn("Transport"), (_, target) => IsNetwork(target)), Is.Not.Empty);
        Assert.That(Rooms.Breaches(Rooms.TypesIn("Trade"), (_, target) => Rooms.Sdk.RoomsOf(target.FullName).Contains("Numerics")), Is.Not.Empty);
    }

    [Test]
    public void Ladder_rooms_know_nothing_of_http_or_sockets() =>
        Assert.That(Rooms.Breaches([.. Rooms.TypesIn(Rooms.Ladder), Client], (_, target) => IsNetwork(target) && !IsOption(target)), Is.Empty);

    [Test]
    public void Ladder_rooms_do_not_use_each_other() =>
        Assert.That(
            Rooms.Ladder.SelectMany(room => Rooms.Breaches(
                Rooms.TypesIn(room),
                (_, target) => Rooms.IsOfSdk(target) && target.FullName != Client.FullName
                    && Rooms.Sdk.RoomsOf(target.FullName).Any(other => other != room && Rooms.Ladder.Contains(other)))),
            Is.Empty);

    [TestCase("Numerics")]
    [TestCase("Errors")]
    public void Numerics_and_errors_use_nothing_of_the_project(string room) =>
        Assert.That(
            Rooms.Breaches(Rooms.TypesIn(room), (_, target) => Rooms.IsOfSdk(target) && !Rooms.Sdk.RoomsOf(target.FullName).Contains(room)),
            Is.Empty);

    [Test]
    public void Only_transport_and_the_generated_clients_touch_http_client()
    {
        IEnumerable<IType> others = Rooms.TypesIn(Rooms.Sdk.Rooms.Except(["Transport", "Generation"]));
        Assert.That(
            Rooms.Breaches(others, (_, target) => target.FullName is "System.Net.Http.HttpClient" or "System.Net.Http.HttpRequestMessage" or "System.Net.Http.HttpResponseMessage"),
            Is.Empty);
    }

    [Test]
    public void The_sandbox_never_uses_the_client_side() =>
        Assert.That(
            Rooms.Breaches(
                Rooms.TypesOfSandbox(),
                (_, target) => Rooms.IsOfSdk(target)
                    && (target.FullName == Client.FullName
                        || target.FullName.StartsWith("Sequence.Sdk.Raw", StringComparison.Ordinal)
                        || Rooms.Sdk.RoomsOf(target.FullName).Any(room => room is "Transport" or "Streaming" || Rooms.Ladder.Contains(room)))),
            Is.Empty);

    private static IType Client => Rooms.Architecture.Types.Single(t => t.FullName == typeof(SequenceClient).FullName);

    private static bool IsNetwork(IType type) => Network.Any(prefix => type.FullName.StartsWith(prefix, StringComparison.Ordinal));

    // The client is built from options that carry the caller's handler; it does not touch it.
    private static bool IsOption(IType type) => type.FullName == "System.Net.Http.HttpMessageHandler";
}
