using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>The room's services.</summary>
public static class DiagnosisRegistration
{
    public static IServiceCollection AddDiagnosis(this IServiceCollection services)
    {
        services.AddSingleton<PlanLooks>();
        services.AddSingleton<SinchLooks>();
        services.AddSingleton<QueueLooks>();
        services.AddSingleton<OdooLooks>();
        services.AddSingleton(all => new MessagePath(
            all.GetRequiredService<MessageLog>(), all.GetRequiredService<Plans>(), all.GetRequiredService<AccountFigures>(), all.GetRequiredService<CallbackAddress>(),
            all.GetRequiredService<PlanLooks>(), all.GetRequiredService<SinchLooks>(), all.GetRequiredService<QueueLooks>(), all.GetRequiredService<OdooLooks>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new UnaskedPath(all.GetRequiredService<Plans>(), all.GetRequiredService<PlanLooks>(), all.GetRequiredService<OdooLooks>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new AuthenticationPath(all.GetRequiredService<Plans>(), all.GetRequiredService<PlanLooks>(), all.GetRequiredService<OdooLooks>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new RatePath(
            all.GetRequiredService<IDbContextFactory<AppDb>>(), all.GetRequiredService<Plans>(), all.GetRequiredService<PlanLooks>(), all.GetRequiredService<QueueView>(), all.GetRequiredService<TimeProvider>()));
        return services;
    }
}
