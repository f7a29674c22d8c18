using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>An item that was proven and fails in a run that nobody asked for needs somebody. Who asked sees it anyway; whichever run proves it again ends the alert.</summary>
internal sealed class ChecklistAlerts(AlertBook book)
{
    public async Task TellAsync(
        PlanView plan, bool isScheduled, IReadOnlyDictionary<ChecklistItem, ItemResult> before, IReadOnlyDictionary<ChecklistItem, ItemResult> after, CancellationToken ct)
    {
        foreach (var result in after.Values)
        {
            if (result.IsProof)
            {
                await book.EndAsync(AlertKind.ChecklistRed, plan.Id, result.Item.ToString(), ct);
            }
            else if (isScheduled && result.State == CheckState.Fail && before.GetValueOrDefault(result.Item) is { IsProof: true })
            {
                await book.RaiseAsync(
                    new AlertCase(AlertKind.ChecklistRed, plan.Id, result.Item.ToString(), $"{plan.Name}: {result.Item.Title()} is proven no more", $"{result.Says} {result.Cause} {result.Mend?.Says}".Trim(), $"/checklist?plan={plan.Id}"),
                    ct);
            }
        }
    }
}
