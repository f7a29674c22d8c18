using Microsoft.Extensions.Options;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Otp;
using SmsAdmin.Core.Retention;
using SmsAdmin.Core.Xms;

namespace SmsAdmin.Web.Hosting;

/// <summary>Loops of rooms that know no loop: what they do, and what they wait for.</summary>
internal static class Loops
{
    private static readonly TimeSpan OutboxIsLookedAt = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan NightIsLookedFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UsesAreWritten = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GaugesAreRead = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FeedbackIsLookedFor = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan OdooIsLookedAt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RotationsAreLookedAt = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ChecklistIsLookedFor = TimeSpan.FromMinutes(1);

    public static void AddLoops(this WebApplicationBuilder builder)
    {
        builder.Services.AddLoop<CallbackPoster>("Outbox", (poster, ct) => poster.RunOnceAsync(ct), LoopRegistration.Every(OutboxIsLookedAt));
        builder.Services.AddLoop<AlertWatch>("Alerts", (watch, ct) => watch.RunOnceAsync(ct), WaitForPlans);
        builder.Services.AddLoop<AgeGauges>("Gauges", (gauges, ct) => gauges.RunOnceAsync(ct), LoopRegistration.Every(GaugesAreRead));
        builder.Services.AddLoop<Eraser>("Retention", (eraser, ct) => eraser.RunNightlyAsync(ct), LoopRegistration.Every(NightIsLookedFor));
        builder.Services.AddLoop<VerificationFeedback>("Feedback", (feedback, ct) => feedback.RunOnceAsync(ct), LoopRegistration.Every(FeedbackIsLookedFor));
        builder.Services.AddLoop<XmsFeedback>("Batch feedback", (feedback, ct) => feedback.RunOnceAsync(ct), LoopRegistration.Every(FeedbackIsLookedFor));
        builder.Services.AddLoop<ApiKeyUses>("Key uses", (uses, ct) => uses.RunOnceAsync(ct), LoopRegistration.Every(UsesAreWritten));
        builder.Services.AddLoop<OdooWatch>("Odoo", (watch, ct) => watch.RunOnceAsync(ct), LoopRegistration.Every(OdooIsLookedAt));
        builder.Services.AddLoop<ChecklistWatch>("Checklist", (watch, ct) => watch.RunOnceAsync(ct), LoopRegistration.Every(ChecklistIsLookedFor));
        builder.Services.AddLoop<TokenWatch>("Token ages", (watch, ct) => watch.RunOnceAsync(ct), LoopRegistration.Every(ChecklistIsLookedFor));
        builder.Services.AddLoop<RotationWork>("Rotations", (work, ct) => work.RunOnceAsync(ct), all => ct => all.GetRequiredService<TokenRotations>().Bell.WaitAsync(RotationsAreLookedAt, ct));
    }

    // A plan that pauses or goes on is told at once; time alone makes the rest.
    private static Func<CancellationToken, Task> WaitForPlans(IServiceProvider all)
    {
        // Both last as long as the program.
        var bell = new Bell(all.GetRequiredService<TimeProvider>());
        all.GetRequiredService<PlanChanges>().Listen(bell.Ring);
        var every = all.GetRequiredService<IOptions<AlertOptions>>().Value.LookEvery;
        return ct => bell.WaitAsync(every, ct);
    }
}
