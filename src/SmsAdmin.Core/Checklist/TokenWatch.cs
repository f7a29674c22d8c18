using System.Globalization;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>
/// Tells of a token that is to be rotated, two weeks before its days are over, until another one is set. The sandbox's own never is.
/// Ends what a plan that was removed leaves behind: no run proves anything of it again.
/// </summary>
public sealed class TokenWatch(Plans plans, AlertBook book, IOptions<ChecklistOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan ToldBefore = TimeSpan.FromDays(14);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        var (all, own) = (await plans.ListAsync(ct), (await book.OpenAsync(ct)).Where(alert => alert.Kind is AlertKind.TokenOld or AlertKind.ChecklistRed).ToList());
        foreach (var orphan in own.Where(alert => all.All(plan => plan.Id != alert.PlanId))) await book.EndAsync(orphan.Kind, orphan.PlanId, orphan.Key, ct);
        var open = own.Where(alert => alert.Kind == AlertKind.TokenOld).Select(alert => (alert.PlanId, alert.Why)).ToList();
        foreach (var plan in all)
        {
            if (Of(plan) is not { } old)
            {
                if (open.Any(alert => alert.PlanId == plan.Id)) await book.EndAsync(AlertKind.TokenOld, plan.Id, "", ct);
            }
            else if (open.FirstOrDefault(alert => alert.PlanId == plan.Id) is not { PlanId: not null } known)
            {
                await book.RaiseAsync(old, ct);
            }
            else if (known.Why != old.Why)
            {
                await book.UpdateAsync(old, ct);
            }
        }
    }

    private AlertCase? Of(PlanView plan)
    {
        if (plan.IsSandbox || plan.TokenSetAt is not { } set) return null;
        var (by, now) = (set + TimeSpan.FromDays(options.Value.TokenDays), clock.GetUtcNow());
        if (now < by - ToldBefore) return null;
        var day = by.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        return new AlertCase(
            AlertKind.TokenOld, plan.Id, "", now < by ? $"The token of {plan.Name} is due for rotation by {day}" : $"The token of {plan.Name} was due for rotation by {day}",
            "It still works. Make a new one in Sinch’s dashboard and put it in: it is tried before it counts.", $"/credentials/{plan.Id}/token", Since: by - ToldBefore);
    }
}
