using Microsoft.Extensions.DependencyInjection;

namespace SmsAdmin.Core.Xms;

/// <summary>The room's services.</summary>
public static class XmsRegistration
{
    public static IServiceCollection AddXms(this IServiceCollection services)
    {
        services.AddSingleton<XmsBatches>();
        services.AddSingleton<XmsChanges>();
        services.AddSingleton<XmsDryRuns>();
        services.AddSingleton<XmsFeedback>();
        services.AddSingleton<XmsInbounds>();
        services.AddSingleton<XmsReportLog>();
        return services;
    }
}
