using Newtonsoft.Json.Linq;

namespace Sequence.Sandbox.Tests.Automation;

/// <summary>An exchange with a module to deploy.</summary>
public abstract class AutomationTest : ExchangeTest
{
    protected const string Wasm = "AGFzbQEAAAA=";

    protected Task<JToken> PostAsync(string path, object? body = null) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JToken.FromObject(body).ToString());

    protected async Task<string> DeployAsync(bool start = false, params string[] symbols) =>
        (string)(await PostAsync("/v1/deployments", new { name = "mm", wasm_base64 = Wasm, symbols, start_immediately = start }))["deployment_id"]!;

    /// <summary>Runs something as another account.</summary>
    protected async Task<T> AsStrangerAsync<T>(Func<Task<T>> run)
    {
        var own = Http.DefaultRequestHeaders.Authorization;
        Http.DefaultRequestHeaders.Authorization = new("Bearer", Exchange.NewKey());
        try
        {
            return await run();
        }
        finally
        {
            Http.DefaultRequestHeaders.Authorization = own;
        }
    }
}
