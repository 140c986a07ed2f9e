using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sequence.Benchmarks.Loopback;

/// <summary>
/// Kestrel with answers that were written beforehand. It runs as a process of its own, so that its memory and its work are not
/// counted as the client's, and lives until its input ends.
/// </summary>
internal static class LoopbackServer
{
    /// <summary>The word on the command line that starts it.</summary>
    public const string Command = "serve";

    public static async Task ServeAsync()
    {
        byte[] quote = QuoteAnswer.Body();
        IReadOnlyList<byte[]> pages = MarketCatalogue.Pages();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        app.Run(context => AnswerAsync(context, quote, pages));
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    private static async Task AnswerAsync(HttpContext context, byte[] quote, IReadOnlyList<byte[]> pages)
    {
        byte[] body = context.Request.Path == "/v1/markets" ? pages[MarketCatalogue.PageOf(context.Request.Query["cursor"])] : quote;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
