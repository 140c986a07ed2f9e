using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Sequence.Sandbox.Tool;

/// <summary>The contract for people: the file itself, and a page to read it and to call this exchange from. Nothing is loaded from elsewhere.</summary>
internal static class ContractBrowser
{
    private const string Page = "/docs";
    private const string Contract = Page + "/sequence.yaml";

    // The page's own script can load fonts, proxies and agents from its vendor; the browser refuses whatever we did not switch off.
    private const string OnlyFromHere = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:";

    // The page's own routes take any other name for that of a contract.
    private static readonly HashSet<string> Served = new(StringComparer.Ordinal)
    {
        Page, Page + "/", Contract, Page + "/scalar.js", Page + "/scalar.aspnetcore.js", Page + "/favicon.svg",
    };

    public static void MapTo(IApplicationBuilder app) => app.UseWhen(http => Served.Contains(http.Request.Path.Value ?? ""), docs =>
    {
        docs.Use((http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy = OnlyFromHere;
            return next(http);
        });
        docs.UseRouting();
        docs.UseEndpoints(endpoints =>
        {
            endpoints.MapGet(Contract, SendContractAsync);
            endpoints.MapScalarApiReference(Page, SetUp);
        });
    });

    private static void SetUp(ScalarOptions options)
    {
        options.Title = "Sequence sandbox";
        options.AddDocument("sequence", "Sequence API", Contract.TrimStart('/'));
        // The contract names the real servers first; a call from this page must stay in this exchange.
        options.AddServer("/", "This exchange");
        options.DynamicBaseServerUrl = true;
        options.AddPreferredSecuritySchemes("bearer");
        options.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton().HideDeveloperTools();
    }

    private static async Task SendContractAsync(HttpContext http)
    {
        await using Stream contract = typeof(ContractBrowser).Assembly.GetManifestResourceStream("sequence.yaml")!;
        http.Response.ContentType = "application/yaml; charset=utf-8";
        http.Response.ContentLength = contract.Length;
        await contract.CopyToAsync(http.Response.Body, http.RequestAborted).ConfigureAwait(false);
    }
}
