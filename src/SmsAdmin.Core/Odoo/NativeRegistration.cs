using Microsoft.Extensions.DependencyInjection;

namespace SmsAdmin.Core.Odoo;

/// <summary>What leads Odoo's own SMS through us.</summary>
public static class NativeRegistration
{
    public static IServiceCollection AddNativeSending(this IServiceCollection services)
    {
        services.AddSingleton<NativeAddress>();
        services.AddSingleton<NativeSecrets>();
        services.AddSingleton<NativeTraffic>();
        services.AddSingleton<NativeRoutes>();
        services.AddSingleton<WebhookGuard>();
        services.AddSingleton<NativeSends>();
        services.AddSingleton<NativeSwitch>();
        services.AddSingleton<NativeLog>();
        return services;
    }
}
