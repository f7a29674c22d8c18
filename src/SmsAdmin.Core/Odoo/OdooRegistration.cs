using Microsoft.Extensions.DependencyInjection;

namespace SmsAdmin.Core.Odoo;

/// <summary>The room's services.</summary>
public static class OdooRegistration
{
    public static IServiceCollection AddOdoo(this IServiceCollection services)
    {
        services.AddOptions<OdooWatchOptions>().BindConfiguration(OdooWatchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OdooChanges>();
        services.AddSingleton<ConnectionVault>();
        services.AddSingleton<Connections>();
        services.AddSingleton<ConnectionEditing>();
        services.AddSingleton<OdooLook>();
        services.AddSingleton<ParameterTables>();
        services.AddSingleton<ParameterPush>();
        services.AddSingleton<ParameterAdoption>();
        services.AddSingleton<OdooWatch>();
        services.AddSingleton<TokenRotations>();
        services.AddSingleton<RotationWork>();
        services.AddSingleton<Modules>();
        return services;
    }
}
