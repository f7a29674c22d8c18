using System.Net;
using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Net;

namespace SmsAdmin.Core.Sinch;

public static class SinchServices
{
    /// <summary>Adds <see cref="SinchClient"/> and <see cref="RegionProbe"/>, set by the section <c>Sinch</c>.</summary>
    public static IServiceCollection AddSinch(this IServiceCollection services)
    {
        services.AddOptions<SinchOptions>().BindConfiguration(SinchOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SinchOptions>, SinchOptions.Validator>());
        services.TryAddSingleton(TimeProvider.System);

        services.AddAddressGuard();
        services.AddSinchHttp(SinchWire.PublicClient, allowsPrivate: false);
        services.AddSinchHttp(SinchWire.PrivateClient, allowsPrivate: true);

        services.TryAddSingleton<SinchWire>();
        services.TryAddSingleton(provider => new SinchClient(provider.GetRequiredService<SinchWire>()));
        services.TryAddSingleton(provider => new RegionProbe(
            provider.GetRequiredService<SinchWire>(), provider.GetRequiredService<IOptions<SinchOptions>>()));
        return services;
    }

    private static void AddSinchHttp(this IServiceCollection services, string name, bool allowsPrivate) =>
        services.AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, provider) => Configure(handler, provider.GetRequiredService<IOptions<SinchOptions>>().Value))
            .GuardAddresses(allowsPrivate)
            // The handler renews its connections itself, and the factory's own log would write numbers: they are in the paths.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();

    private static void Configure(SocketsHttpHandler handler, SinchOptions options)
    {
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.ConnectTimeout = options.ConnectTimeout;
        handler.PooledConnectionLifetime = options.ConnectionLifetime;
        handler.MaxConnectionsPerServer = options.MaxConnectionsPerServer;
        handler.SslOptions.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.ActivityHeadersPropagator = null;
    }
}
