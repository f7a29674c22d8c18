using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>Puts one question of a run to the room that can answer it, and notes when, how long, and what the answer rests on.</summary>
internal sealed class Questions(Plans plans, Grounds grounds, AccountChecks account, LocalChecks local, OdooChecks odoo, SmsChecks sms, OneTimeCodeCheck code, TimeProvider clock)
{
    /// <param name="asked">What each item was found to be when it was last asked: what costs an SMS that nobody agreed to stays so.</param>
    public async Task<IReadOnlyList<ItemResult>> AskAsync(Asking asking, ChecklistItem[] items, int run, IReadOnlyDictionary<ChecklistItem, ItemResult> asked, CancellationToken ct)
    {
        if (asking.Phone is null && items[0].NeedsSms()) return [.. items.Select(item => Unpaid(asking, item, asked.GetValueOrDefault(item)))];
        // Read before the question: what changes while it is asked makes its answer stale.
        var ground = await grounds.ReadAsync(await plans.FindAsync(asking.Plan.Id, ct) ?? asking.Plan, ct);
        var (at, started) = (clock.GetUtcNow(), clock.GetTimestamp());
        var results = await FindAsync(asking, items[0], ground, ct);
        var took = clock.GetElapsedTime(started);
        return [.. results.Select(result => result.State is CheckState.Skipped or CheckState.NotRun ? result with { OfRun = run } : result with { OfRun = run, AskedAt = at, Took = took, RestsOn = ground.Of(result.Item, result.State) })];
    }

    public Task<ItemResult> EnterAsync(ItemResult waiting, Guid planId, string entered, CancellationToken ct) => code.EnterAsync(waiting, planId, entered, ct);

    private async Task<IReadOnlyList<ItemResult>> FindAsync(Asking asking, ChecklistItem first, Ground ground, CancellationToken ct) => first switch
    {
        ChecklistItem.KeyRing => [await local.RingAsync(asking.Plan.IsSandbox, ct)],
        ChecklistItem.Account => await account.AskAsync(asking, ground, ct),
        ChecklistItem.TokenAge => [await local.TokenAgeAsync(asking, ct)],
        ChecklistItem.Quota => [await local.QuotaAsync(asking, ct)],
        ChecklistItem.OdooParameters => [await odoo.ParametersAsync(asking, ct)],
        ChecklistItem.OdooRoute => [await odoo.RouteAsync(asking, ct)],
        ChecklistItem.TestSms => await sms.AskAsync(asking, ct),
        ChecklistItem.OneTimeCode => [await code.AskAsync(asking, ct)],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ItemResult Unpaid(Asking asking, ChecklistItem item, ItemResult? before)
    {
        if (asking.Blocker(SmsChecks.Needs) is { } first) return ItemResult.Skip(item, first, "nothing that needs an SMS can be proven meanwhile.");
        return before is { State: not CheckState.Waiting } ? before : new ItemResult(item, CheckState.NotRun, item.Cost() > 0 ? $"Not asked: it costs {item.Cost()}\u00A0SMS." : "Not asked: the test SMS proves it.");
    }
}
