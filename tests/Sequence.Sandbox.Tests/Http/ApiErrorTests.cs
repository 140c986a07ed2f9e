using NUnit.Framework;
using Sequence.Exchange.Core;
using Sequence.Sandbox.Http;

namespace Sequence.Sandbox.Tests.Http;

public sealed class ApiErrorTests
{
    private static IEnumerable<RefusalKind> Kinds => Enum.GetValues<RefusalKind>();

    [TestCaseSource(nameof(Kinds))]
    public void Every_kind_of_refusal_has_a_status_and_a_code(object kind)
    {
        var error = ApiErrorException.Of(new Refusal((RefusalKind)kind, "why", "field", "problem"));

        Assert.That((error.Status, error.Message), Is.EqualTo((error.Status is >= 400 and < 500 ? error.Status : -1, "why")));
        Assert.That(error.Code, Is.Not.Empty);
        Assert.That((error.Details.Single().Field, error.Details.Single().Message), Is.EqualTo(("field", "problem")));
    }

    [Test]
    public void Refusals_have_the_statuses_and_codes_of_the_contract()
    {
        string[] seen = [.. Kinds.Select(kind => ApiErrorException.Of(new Refusal(kind, "why"))).Select(error => $"{error.Status} {error.Code}")];

        Assert.That(seen, Is.EqualTo(new[]
        {
            "400 BAD_REQUEST", "400 INVALID_PARAMS", "422 VALIDATION_ERROR", "401 UNAUTHORIZED", "403 FORBIDDEN", "404 NOT_FOUND", "409 CONFLICT", "409 KILL_SWITCH",
            "409 ORDER_TERMINAL", "409 GRAPH_TERMINAL", "409 MARKET_CLOSED",
        }));
    }

    [Test]
    public void A_refusal_without_a_field_has_no_details() =>
        Assert.That(ApiErrorException.Of(new Refusal(RefusalKind.NotFound, "why")).Details, Is.Empty);
}
