using System.Net;
using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Net;

namespace SmsAdmin.Core.OdooRpc;

public static class OdooServices
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    /// <summary>Adds <see cref="OdooClient"/>, set by the section <c>Odoo:Rpc</c>.</summary>
    public static IServiceCollection AddOdooRpc(this IServiceCollection services)
    {
        services.AddOptions<OdooOptions>().BindConfiguration(OdooOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddAddressGuard();
        services.AddOdooHttp(OdooWire.PublicClient, allowsPrivate: false);
        services.AddOdooHttp(OdooWire.PrivateClient, allowsPrivate: true);
        services.TryAddSingleton<OdooWire>();
        services.TryAddSingleton(all => new OdooClient(all.GetRequiredService<OdooWire>()));
        return services;
    }

    private static void AddOdooHttp(this IServiceCollection services, string name, bool allowsPrivate) =>
        services.AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, all) =>
            {
                // Followed, a redirect turns the POST into a login page, and the key would go with it to who knows whom.
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.ConnectTimeout = all.GetRequiredService<IOptions<OdooOptions>>().Value.ConnectTimeout;
                handler.PooledConnectionLifetime = ConnectionLifetime;
                handler.SslOptions.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                handler.AutomaticDecompression = DecompressionMethods.None;
                handler.ActivityHeadersPropagator = null;
            })
            .GuardAddresses(allowsPrivate)
            // The handler renews its connections itself; what a call came to is told by its outcome.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
}
