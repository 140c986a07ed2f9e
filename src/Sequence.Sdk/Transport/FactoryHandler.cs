namespace Sequence.Sdk.Transport;

/// <summary>Sends each attempt through the handler that the platform's HTTP client factory holds at that moment, so that the factory decides when sockets are renewed.</summary>
internal sealed class FactoryHandler(IHttpMessageHandlerFactory factory, string name) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpMessageHandler handler = factory.CreateHandler(name);
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        HttpResponseMessage response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);

        // The factory disposes a handler that it has replaced once nobody refers to it.
        GC.KeepAlive(handler);
        return response;
    }
}
