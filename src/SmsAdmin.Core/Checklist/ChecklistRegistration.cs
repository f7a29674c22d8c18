using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Checklist;

/// <summary>The room's services.</summary>
public static class ChecklistRegistration
{
    /// <param name="place">Where the host keeps the key ring.</param>
    public static IServiceCollection AddChecklist(this IServiceCollection services, Func<IServiceProvider, KeyRingPlace> place)
    {
        services.AddOptions<ChecklistOptions>().BindConfiguration(ChecklistOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient(SandboxPhone.Client, http => http.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
            .RemoveAllLoggers();
        services.AddSingleton(place);
        services.AddSingleton<ChecklistChanges>();
        services.AddSingleton<Grounds>();
        services.AddSingleton<ChecklistBook>();
        services.AddSingleton<ChecklistAlerts>();
        services.AddSingleton<MessageWait>();
        services.AddSingleton<SandboxPhone>();
        services.AddSingleton<AccountChecks>();
        services.AddSingleton<BackupCheck>();
        services.AddSingleton<LocalChecks>();
        services.AddSingleton<OdooChecks>();
        services.AddSingleton<SmsChecks>();
        services.AddSingleton<OneTimeCodeCheck>();
        services.AddSingleton<Questions>();
        services.AddSingleton<ChecklistStops>();
        services.AddSingleton(all => new ChecklistRuns(
            all.GetRequiredService<IDbContextFactory<AppDb>>(), all.GetRequiredService<Plans>(), all.GetRequiredService<ChecklistBook>(), all.GetRequiredService<Questions>(),
            all.GetRequiredService<ChecklistAlerts>(), all.GetRequiredService<ChecklistChanges>(), all.GetRequiredService<ChecklistStops>(), all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<ChecklistRuns>>()));
        services.AddSingleton<ChecklistWatch>();
        services.AddSingleton<TokenWatch>();
        services.AddSingleton<ChecklistMends>();
        return services;
    }
}
