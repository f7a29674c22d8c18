using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Net;

namespace SmsAdmin.Core.Callbacks;

/// <summary>The room's services.</summary>
public static class CallbackRegistration
{
    public static IServiceCollection AddCallbacks(this IServiceCollection services)
    {
        services.AddAddressGuard();
        services.AddPoster(CallbackPoster.PublicClient, allowsPrivate: false);
        services.AddPoster(CallbackPoster.PrivateClient, allowsPrivate: true);
        services.AddSingleton<CallbackSeal>();
        services.AddSingleton<CallbackOutbox>();
        services.AddSingleton<XmsCallbacks>();
        services.AddSingleton<StatusCallbacks>();
        services.AddSingleton<CallbackFeed>();
        services.AddSingleton<CallbackPoster>();
        return services;
    }

    private static void AddPoster(this IServiceCollection services, string name, bool allowsPrivate) =>
        services.AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler((handler, _) =>
            {
                // A redirect would lead past the guard's question to the one who typed the address.
                handler.AllowAutoRedirect = false;
                handler.UseCookies = false;
                handler.ConnectTimeout = TimeSpan.FromSeconds(5);
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
                handler.AutomaticDecompression = DecompressionMethods.None;
                handler.ActivityHeadersPropagator = null;
            })
            .GuardAddresses(allowsPrivate)
            // The handler renews its connections itself, and the factory's own log would write the receiver's address.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
}
