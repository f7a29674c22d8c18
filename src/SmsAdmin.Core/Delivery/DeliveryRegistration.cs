using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Core.Delivery;

/// <summary>The room's services and its loops.</summary>
public static class DeliveryRegistration
{
    private static readonly TimeSpan QueueIsLookedAt = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan OutcomesAreLookedAt = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReceiptsAreLookedAt = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddOptions<DeliveryOptions>().BindConfiguration(DeliveryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CallbackAddress>();
        services.AddSingleton<CallbackVault>();
        services.AddSingleton<Steps>();
        services.AddSingleton<MoveWriter>();
        services.AddSingleton<Claims>();
        services.AddSingleton(all => new MessageMoves(
            all.GetRequiredService<MoveWriter>(), all.GetRequiredService<ChangeFeed>(), all.GetRequiredService<Meters>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PlanLeases>();
        services.AddSingleton<Sender>();
        services.AddSingleton<PlanProbe>();
        services.AddSingleton(all => new Dispatcher(
            all.GetRequiredService<Plans>(), all.GetRequiredService<PlanProbe>(), planId => ActivatorUtilities.CreateInstance<PlanWorker>(all, planId),
            all.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DeferralWriter>();
        services.AddSingleton<Deferrals>();
        services.AddSingleton<Expiry>();
        services.AddSingleton<OutcomeChecks>();
        services.AddSingleton<InboundTexts>();
        services.AddSingleton<CallbackStoring>();
        services.AddSingleton<CallbackSettling>();
        services.AddSingleton<Receipts>();
        services.AddSingleton<CallbackGate>();
        services.AddSingleton<ReceiptIntake>();
        services.AddSingleton<ReceiptPolling>();
        services.AddSingleton<DryRuns>();
        services.AddSingleton<QueueDeeds>();
        services.AddSingleton<AccountFigures>();
        services.AddSingleton<Attention>();
        services.AddSingleton<Silences>();
        services.AddSingleton<Failures>();
        services.AddSingleton<AlertWatch>();
        services.AddSingleton<AgeGauges>();

        services.AddLoop<Dispatcher>("Queue", (room, ct) => room.StartAsync(ct), all => ct => all.GetRequiredService<Bells>().Queue.WaitAsync(QueueIsLookedAt, ct));
        services.AddLoop<OutcomeChecks>("Outcomes", (room, ct) => room.StartAsync(ct), LoopRegistration.Every(OutcomesAreLookedAt));
        services.AddLoop<Deferrals>("Deferrals", (room, ct) => room.RunOnceAsync(ct), LoopRegistration.Every(OutcomesAreLookedAt));
        services.AddLoop<Expiry>("Expiry", (room, ct) => room.RunOnceAsync(ct), LoopRegistration.Every(OutcomesAreLookedAt));
        services.AddLoop<Receipts>("Receipts", (room, ct) => room.RunOnceAsync(ct), all => ct => all.GetRequiredService<Bells>().Receipts.WaitAsync(ReceiptsAreLookedAt, ct));
        services.AddLoop<ReceiptPolling>("Polling", (room, ct) => room.StartAsync(ct), all => LoopRegistration.Every(all.GetRequiredService<IOptions<DeliveryOptions>>().Value.PollEvery)(all));
        return services;
    }
}
