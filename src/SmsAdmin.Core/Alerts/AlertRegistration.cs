using Microsoft.Extensions.DependencyInjection;

namespace SmsAdmin.Core.Alerts;

/// <summary>The room's services.</summary>
public static class AlertRegistration
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertOptions>().BindConfiguration(AlertOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AlertFeed>();
        services.AddSingleton<AlertWebhook>();
        services.AddSingleton<AlertPosts>();
        services.AddSingleton<AlertBook>();
        return services;
    }
}
