using System.Net;
using System.Text;
using Newtonsoft.Json.Linq;
using Sequence.Sdk;

namespace Sequence.Contract.Tests.Reference;

/// <summary>A client whose requests are kept instead of sent; every one is answered with the same body.</summary>
internal sealed class RecordedCalls(string answer = "{}") : HttpMessageHandler
{
    public List<(string Line, JToken Body, string? Authorization)> Requests { get; } = [];

    public SequenceClient NewClient() => new(
        "seq_live_0123456789abcdef", new SequenceClientOptions { BaseAddress = new Uri("https://reference.test"), HttpHandler = this, MaxRetries = 0 });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add(($"{request.Method} {request.RequestUri!.PathAndQuery}", body.Length == 0 ? JValue.CreateNull() : JToken.Parse(body), request.Headers.Authorization?.ToString()));
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
    }
}
