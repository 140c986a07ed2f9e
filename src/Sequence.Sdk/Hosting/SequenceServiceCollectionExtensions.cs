using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sequence.Sdk.Hosting;
using Sequence.Sdk.Transport;

namespace Sequence.Sdk;

/// <summary>Registers clients in a container: one for the program, or several under names for several accounts.</summary>
/// <remarks>
/// <para>The clients are singletons, which the container disposes. The sockets belong to the platform's HTTP client factory, whose own log messages are off;
/// what comes back configures them. <see cref="SequenceClientOptions.ConfigureSockets"/> sets up the sockets of calls and streams alike, such as a proxy;
/// a handler that <c>ConfigurePrimaryHttpMessageHandler</c> puts in their place holds for calls alone, sees the key in the requests, and must not follow redirects.</para>
/// <para>A bad registration fails when the host starts, or when the client is first asked for, with <see cref="OptionsValidationException"/>, which names the member.</para>
/// <para><see cref="SequenceClientOptions.LoggerFactory"/> and <see cref="SequenceClientOptions.TimeProvider"/> come from the container, unless they are set.</para>
/// </remarks>
public static class SequenceServiceCollectionExtensions
{
    private const string HttpClientName = "Sequence.Sdk";

    /// <summary>Registers the <see cref="SequenceClient"/> of the program.</summary>
    /// <param name="services">The container's registrations.</param>
    /// <param name="configure">Sets the key and the options. A second call adds to the first.</param>
    /// <returns>The HTTP client of the registration.</returns>
    public static IHttpClientBuilder AddSequence(this IServiceCollection services, Action<SequenceRegistration> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton(provider => NewClient(provider, Options.DefaultName, HttpClientName));
        return Register(services, Options.DefaultName, HttpClientName, configure);
    }

    /// <summary>Registers a <see cref="SequenceClient"/> under a name, for <c>[FromKeyedServices("desk-a")]</c> or <c>GetRequiredKeyedService</c>.</summary>
    /// <param name="services">The container's registrations.</param>
    /// <param name="name">The service key, and the name of the options; not empty.</param>
    /// <param name="configure">Sets the key and the options. A second call with the same name adds to the first.</param>
    /// <returns>The HTTP client of the registration.</returns>
    /// <exception cref="SequenceValidationException">The name is empty.</exception>
    public static IHttpClientBuilder AddSequence(this IServiceCollection services, string name, Action<SequenceRegistration> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        string httpName = $"{HttpClientName}:{Check.Text(name, nameof(name))}";
        services.TryAddKeyedSingleton(name, (provider, _) => NewClient(provider, name, httpName));
        return Register(services, name, httpName, configure);
    }

    private static IHttpClientBuilder Register(IServiceCollection services, string name, string httpName, Action<SequenceRegistration> configure)
    {
        services.AddOptions<SequenceRegistration>(name).Configure(configure).ValidateOnStart();
        if (!services.Any(s => s.ImplementationInstance is RegistrationCheck known && known.Registration == name))
            services.AddSingleton<IValidateOptions<SequenceRegistration>>(new RegistrationCheck(name));
        return services.AddHttpClient(httpName).ConfigurePrimaryHttpMessageHandler(provider => NewSocket(provider, name)).RemoveAllLoggers();
    }

    private static SocketsHttpHandler NewSocket(IServiceProvider provider, string name)
    {
        SequenceRegistration registration = provider.GetRequiredService<IOptionsMonitor<SequenceRegistration>>().Get(name);
        return new SocketFactory(registration.BaseAddress, registration.ConfigureSockets).NewForCalls();
    }

    private static SequenceClient NewClient(IServiceProvider provider, string name, string httpName)
    {
        SequenceRegistration registration = provider.GetRequiredService<IOptionsMonitor<SequenceRegistration>>().Get(name);
        SequenceClientOptions options = registration.Copy();
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        if (ReferenceEquals(options.TimeProvider, TimeProvider.System))
            options.TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System;
        options.HttpHandler ??= new FactoryHandler(provider.GetRequiredService<IHttpMessageHandlerFactory>(), httpName);
        return new SequenceClient(registration.ApiKey, options);
    }
}
