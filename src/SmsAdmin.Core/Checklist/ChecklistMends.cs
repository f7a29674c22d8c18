using SmsAdmin.Core.Backup;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>Does for a person what mends an item, by the room whose deed it is.</summary>
public sealed class ChecklistMends(Plans plans, PlanEditing editing, PlanChecks checks, QueueDeeds queue, ParameterPush push, NativeSwitch native, BackupRuns backups)
{
    /// <returns>Why it could not be done, or null when it was.</returns>
    public async Task<string?> DoAsync(Guid planId, Mend mend, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(mend);
        if (await plans.FindAsync(planId, ct) is not { } plan) return "This plan is gone.";
        switch (mend.Deed)
        {
            case Deed.SetRegion when mend.Subject is { } region:
                if (await editing.SetRegionAsync(planId, region, by, ct) is PlanOutcome.Invalid invalid) return invalid.Faults[0].Says;
                await checks.CheckAsync(planId, by, ct);
                return null;
            case Deed.ResumePlan:
                await queue.ResumeAsync(plan, by, ct);
                return null;
            case Deed.BackUp:
                return await backups.RunAsync(by, ct) switch
                {
                    BackupOutcome.Made => null,
                    BackupOutcome.Refused refused => refused.Says,
                    BackupOutcome.Stopped => "The backup was stopped.",
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
            case Deed.PushParameters when Guid.TryParse(mend.Subject, out var id):
                return await push.PushAsync(id, by, ct) switch
                {
                    PushOutcome.Done done => done.LeftSays,
                    PushOutcome.BrokeOff broke => $"{broke.Trouble.Says} {broke.Trouble.Next}",
                    PushOutcome.NotBegun not => $"{not.Trouble.Says} {not.Trouble.Next}",
                    _ => null,
                };
            case Deed.SwitchNativeOn when Guid.TryParse(mend.Subject, out var id):
                return await native.OnAsync(id, by, ct) is SwitchOutcome.Failed failed ? $"{failed.Trouble.Says} {failed.Trouble.Next}" : null;
            default:
                return "There is nothing that SmsAdmin could do here.";
        }
    }
}
