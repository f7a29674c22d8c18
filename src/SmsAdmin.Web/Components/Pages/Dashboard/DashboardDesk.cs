using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Quotas;

namespace SmsAdmin.Web.Components.Pages.Dashboard;

/// <summary>Asks the rooms for all that the first page shows.</summary>
public sealed class DashboardDesk(
    Plans plans, AlertBook alerts, Traffic traffic, UsageMeter meter, UsageHistory history, QueueView queue, ChecklistBook checklist, Connections odoo, TimeProvider clock)
{
    /// <summary>The default plan in figures.</summary>
    public sealed record OfPlan(PlanView Plan, ChecklistView? Setup, IReadOnlyList<QuotaUse> Uses, IReadOnlyList<Projection> Projections, SecondUse Second);

    /// <param name="HasMessages">Anything was ever asked for: until then the first steps stand here.</param>
    /// <param name="Default">Null where no plan is one.</param>
    public sealed record Seen(DateTimeOffset ReadAt, IReadOnlyList<PlanView> Plans, bool HasMessages, bool HasOdoo, IReadOnlyList<AlertView> Alerts, TrafficFigures Traffic, OfPlan? Default);

    /// <param name="zone">Where the reader's day begins.</param>
    public async Task<Seen> ReadAsync(TimeZoneInfo zone, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var day = QuotaPeriod.Day(now, zone);
        var all = await plans.ListAsync(ct);
        return new Seen(
            now,
            all,
            await traffic.AnyAsync(ct),
            (await odoo.ListAsync(ct)).Count > 0,
            await alerts.OpenAsync(ct),
            await traffic.ReadAsync(day.StartsAt, day.EndsAt, ct),
            all.FirstOrDefault(plan => plan.IsDefault) is { } chosen ? await OfAsync(chosen, now, ct) : null);
    }

    private async Task<OfPlan> OfAsync(PlanView plan, DateTimeOffset now, CancellationToken ct)
    {
        var uses = await meter.ReadAsync(plan.Limits(), ct);
        var hours = await history.HoursAsync(plan.Id, Projection.HoursLookedAt, ct);
        var today = QuotaPeriod.Day(now, QuotaPeriod.Zone(plan.TimeZone)).StartsAt;
        return new OfPlan(
            plan,
            await checklist.StandingAsync(plan.Id, ct),
            uses,
            [.. uses.Select(use => use.Name == "day" ? Projection.OfDay(use, today, now) : Projection.OfMonth(use, hours, now))],
            await queue.SecondAsync(plan, ct));
    }
}
