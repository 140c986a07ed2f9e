using System.Net;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Sequence.Sandbox.Generation;
using Sequence.Sandbox.Http;

namespace Sequence.Sandbox.Tests.Hosting;

public sealed partial class OperationCoverageTests : ExchangeTest
{
    /// <summary>What the exchange routes but does not handle. An operation that the contract gains must get a handler or a line here.</summary>
    private static readonly string[] NotYetHandled = [];

    [Test]
    public void Every_operation_of_the_contract_has_a_route()
    {
        IEnumerable<string> contract = OperationIds().Matches(Repository.Read("openapi/sequence.yaml")).Select(match => match.Groups[1].Value);

        Assert.That(Exchange.Operations.Operations.Select(operation => operation.OperationId), Is.EquivalentTo(contract));
    }

    [Test]
    public void Every_generated_surface_has_endpoints()
    {
        IEnumerable<Type> surfaces = typeof(SeeOperations).Assembly.GetTypes().Where(type => type.IsAbstract && type.Name.EndsWith("Operations", StringComparison.Ordinal));

        Assert.That(Exchange.Operations.Operations.Select(operation => operation.Surface).Distinct(), Is.EquivalentTo(surfaces));
    }

    [Test]
    public void Every_operation_has_a_handler_or_is_listed_as_not_yet_handled()
    {
        IEnumerable<string> unhandled = Exchange.Operations.Operations.Where(operation => !operation.IsHandled).Select(operation => operation.OperationId);

        Assert.That(unhandled, Is.EquivalentTo(NotYetHandled));
    }

    [Test]
    public async Task Every_route_leads_to_its_operation_and_one_without_a_handler_answers_501()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (Operation operation in Exchange.Operations.Operations)
            {
                using var request = new HttpRequestMessage(new HttpMethod(operation.Method), Parameters().Replace(operation.Path, "none"));
                using HttpResponseMessage answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                // Server-sent events go on for ever.
                bool isEndless = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
                string body = isEndless ? "" : await answer.Content.ReadAsStringAsync();
                if (operation.IsHandled)
                    Assert.That(answer.StatusCode, Is.Not.EqualTo(HttpStatusCode.NotImplemented).And.Not.EqualTo(HttpStatusCode.MethodNotAllowed), operation.OperationId);
                else
                    Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotImplemented), operation.OperationId);
                Assert.That(body, operation.IsHandled ? Does.Not.Contain("has no path") : Does.Contain(operation.OperationId));
            }
        }
    }

    [GeneratedRegex(@"^\s+operationId: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex OperationIds();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameters();
}
