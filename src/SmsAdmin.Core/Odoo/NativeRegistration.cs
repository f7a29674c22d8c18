using Microsoft.Extensions.DependencyInjection;

namespace SmsAdmin.Core.Odoo;

/// <summary>What leads Odoo's own SMS, and those of its gateway module, through us.</summary>
public static class NativeRegistration
{
    public static IServiceCollection AddNativeSending(this IServiceCollection services)
    {
        services.AddSingleton<FormerValues>();
        services.AddSingleton<NativeSecrets>();
        services.AddSingleton<NativeTraffic>();
        services.AddSingleton<NativeRoutes>();
        services.AddSingleton<WebhookGuard>();
        services.AddSingleton<NativeSends>();
        services.AddSingleton<NativeSwitch>();
        services.AddSingleton<NativeLog>();
        services.AddSingleton<GatewayReading>();
        services.AddSingleton<GatewaySwitch>();
        services.AddSingleton<GatewayLog>();
        services.AddSingleton<ConnectionTest>();
        return services;
    }
}
