using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Backup;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Diagnosis;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Otp;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Repeats;
using SmsAdmin.Core.Retention;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Xms;

namespace SmsAdmin.Web.Hosting;

/// <summary>The shared service layer, floor by floor.</summary>
internal static class Rooms
{
    public static void AddRooms(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<OurAddress>();
        services.AddSinch();
        services.AddOdooRpc();

        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditLog>();

        services.AddCallbacks();
        services.AddAlerts();

        services.AddSingleton<Sessions>();
        services.AddSingleton<Users>();
        services.AddSingleton<FirstRun>();
        services.AddSingleton<ApiKeyHashes>();
        services.AddSingleton<ApiKeyUses>();
        services.AddSingleton<ApiKeyDoor>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<ConnectionKeys>();
        services.AddSingleton<RepeatDesk>();
        services.AddSingleton<TokenVault>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<CallbackProofs>();
        services.AddSingleton(new EnvironmentPlanSlot(EnvironmentPlan.Read(builder.Configuration)));
        services.AddSingleton<PlanDefaultsStore>();
        services.AddSingleton<PlanChanges>();
        services.AddSingleton<Plans>();
        services.AddSingleton<Recount>();
        services.AddSingleton<ZoneMove>(all => all.GetRequiredService<Recount>().MoveAsync);
        services.AddSingleton<PlanEditing>();
        services.AddSingleton<PlanChecks>();
        services.AddSingleton<RegionSearch>();
        services.AddSingleton<TokenReplacement>();
        services.AddSingleton<PlanStates>();
        services.AddSingleton<UsageMeter>();
        services.AddSingleton<UsageHistory>();

        services.AddSingleton<TextVault>();
        services.AddMetrics();
        services.AddSingleton<Meters>();
        services.AddSingleton<Bells>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<GroupCommit>();
        services.AddSingleton<Acceptances>();
        services.AddSingleton<Submissions>();
        services.AddSingleton<FeedbackMarks>();
        services.AddSingleton<FeedbackTeller>();
        services.AddSingleton<MessageLog>();
        services.AddSingleton<MessageExport>();
        services.AddSingleton<InboundFeed>();
        services.AddSingleton<InboundLog>();
        services.AddSingleton<MessageTexts>();
        services.AddSingleton<HourTallies>();
        services.AddSingleton<Traffic>();
        services.AddSingleton<QueueView>();
        services.AddSingleton<StorageCheck>();

        services.AddDelivery();
        services.AddOtp();
        services.AddOdoo();
        services.AddNativeSending();
        services.AddXms();
        services.AddBackup(all => all.GetRequiredService<StoragePlaces>().OfBackups(builder.Configuration, builder.Environment));
        services.AddChecklist(all => all.GetRequiredService<StoragePlaces>().OfKeyRing);
        services.AddDiagnosis();

        services.AddSingleton<RetentionTermsStore>();
        services.AddSingleton<Eraser>();
        services.AddSingleton<ErasingChanges>();
        services.AddSingleton<ErasingRuns>();
    }
}
