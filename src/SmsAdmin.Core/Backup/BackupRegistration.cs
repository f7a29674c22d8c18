using Microsoft.Extensions.DependencyInjection;

namespace SmsAdmin.Core.Backup;

/// <summary>The room's services.</summary>
public static class BackupRegistration
{
    /// <param name="places">Where the host keeps what is backed up.</param>
    public static IServiceCollection AddBackup(this IServiceCollection services, Func<IServiceProvider, BackupPlaces> places)
    {
        services.AddOptions<BackupOptions>().BindConfiguration(BackupOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(places);
        services.AddSingleton<BackupPruning>();
        services.AddSingleton<Backups>();
        services.AddSingleton<BackupChanges>();
        services.AddSingleton<BackupRuns>();
        services.AddSingleton<BackupUploads>();
        services.AddSingleton<NextStarts>();
        services.AddSingleton<RestoreHold>();
        services.AddSingleton<DatabaseHold>();
        return services;
    }
}
