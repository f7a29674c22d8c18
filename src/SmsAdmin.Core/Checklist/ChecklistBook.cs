using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>Keeps the runs, and reads them.</summary>
public sealed class ChecklistBook(IDbContextFactory<AppDb> databases, Plans plans, Grounds grounds)
{
    /// <summary>Runs that are looked through for when an item was last asked.</summary>
    private const int LookedThrough = 50;

    // All that is left of a number that was erased.
    private const int LastDigits = 4;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>How the setup of a plan stands: its last run, and what is stale of it. Null where there was none.</summary>
    public async Task<ChecklistView?> StandingAsync(Guid planId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ChecklistRuns.AsNoTracking().Where(r => r.PlanId == planId).OrderByDescending(r => r.Number).FirstOrDefaultAsync(ct) is { } run ? await ViewAsync(db, run, ct) : null;
    }

    /// <summary>One run; what is stale of it is told as of now.</summary>
    public async Task<ChecklistView?> FindAsync(Guid runId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ChecklistRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, ct) is { } run ? await ViewAsync(db, run, ct) : null;
    }

    /// <summary>The runs of a plan, newest first.</summary>
    /// <param name="before">Only runs with smaller numbers; null for the newest.</param>
    public async Task<IReadOnlyList<RunLine>> ListAsync(Guid planId, int? before, int most, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var runs = await db.ChecklistRuns.AsNoTracking().Where(r => r.PlanId == planId && (before == null || r.Number < before)).OrderByDescending(r => r.Number).Take(most).ToListAsync(ct);
        var ids = runs.ConvertAll(run => run.Id);
        var states = (await db.ChecklistResults.AsNoTracking().Where(r => ids.Contains(r.RunId)).Select(r => new { r.RunId, r.State }).ToListAsync(ct)).ToLookup(r => r.RunId, r => r.State);
        return runs.ConvertAll(run => new RunLine(
            View(run), states[run.Id].Count(state => state is CheckState.Pass or CheckState.NotApplicable), states[run.Id].Count(state => state == CheckState.Fail),
            states[run.Id].Count(state => state is CheckState.Skipped or CheckState.NotRun or CheckState.Waiting)));
    }

    /// <summary>Two runs side by side, item by item; null where one is gone or they are of two plans.</summary>
    public async Task<(RunView Before, RunView After, IReadOnlyList<ItemChange> Items)?> CompareAsync(Guid one, Guid other, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var runs = await db.ChecklistRuns.AsNoTracking().Where(r => r.Id == one || r.Id == other).OrderBy(r => r.Number).ToListAsync(ct);
        if (runs is not [var before, var after] || before.PlanId != after.PlanId) return null;
        var (older, newer) = (await ResultsAsync(db, before.Id, ct), await ResultsAsync(db, after.Id, ct));
        return (View(before), View(after), [.. ChecklistItems.All.Select(item => new ItemChange(item, older.GetValueOrDefault(item), newer.GetValueOrDefault(item)))]);
    }

    /// <summary>Where the SMS of a plan's last run with any went; null where none did, and where that number is erased.</summary>
    public async Task<PhoneNumber?> LastPhoneAsync(Guid planId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ChecklistRuns.Where(r => r.PlanId == planId && r.Phone != null).OrderByDescending(r => r.Number).Select(r => r.Phone).FirstOrDefaultAsync(ct) is { Length: > LastDigits } phone ? PhoneNumber.FromDigits(phone) : null;
    }

    /// <summary>What each item was found to be when it was last asked, and when it last passed.</summary>
    internal async Task<(IReadOnlyDictionary<ChecklistItem, ItemResult> Asked, IReadOnlyDictionary<ChecklistItem, ItemResult> Passed, IReadOnlyDictionary<ChecklistItem, ItemResult> Last)> MemoryAsync(Guid planId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var runs = await db.ChecklistRuns.Where(r => r.PlanId == planId).OrderByDescending(r => r.Number).Take(LookedThrough).Select(r => r.Id).ToListAsync(ct);
        Dictionary<ChecklistItem, ItemResult> asked = [], passed = [], last = [];
        foreach (var run in runs)
        {
            foreach (var (item, result) in await ResultsAsync(db, run, ct))
            {
                last.TryAdd(item, result);
                if (result.AskedAt is not null) asked.TryAdd(item, result);
                if (result.State == CheckState.Pass) passed.TryAdd(item, result);
            }

            if (passed.Count == ChecklistItems.All.Count) break;
        }

        return (asked, passed, last);
    }

    /// <summary>Begins a run. One that a program died over is ended first.</summary>
    internal async Task<RunView> BeginAsync(RunWish wish, PhoneNumber? phone, Actor by, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.ChecklistRuns.Where(r => r.PlanId == wish.PlanId && r.FinishedAt == null).ExecuteUpdateAsync(set => set.SetProperty(r => r.FinishedAt, now).SetProperty(r => r.IsStopped, true), ct);
        var last = await db.ChecklistRuns.Where(r => r.PlanId == wish.PlanId).MaxAsync(r => (int?)r.Number, ct) ?? 0;
        var run = new ChecklistRun { Id = Guid.CreateVersion7(now), PlanId = wish.PlanId, Number = last + 1, StartedAt = now, ByName = by.Name, IsScheduled = wish.IsScheduled, Phone = phone?.E164 };
        db.ChecklistRuns.Add(run);
        await db.SaveChangesAsync(ct);
        return View(run);
    }

    internal async Task KeepAsync(Guid runId, IReadOnlyList<ItemResult> results, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ChecklistResults.AddRange(results.Select(result => new ChecklistResult
        {
            RunId = runId,
            Item = result.Item,
            State = result.State,
            Body = JsonSerializer.Serialize(result, Json),
            VerificationId = result.VerificationId,
        }));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Puts what came of a code in the place of the item that waits for it. The first code that is right counts, or else the last.</summary>
    internal async Task<bool> SettleAsync(Guid runId, ItemResult result, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var body = JsonSerializer.Serialize(result, Json);
        return await db.ChecklistResults.Where(r => r.RunId == runId && r.Item == result.Item && r.State == CheckState.Waiting).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.State, result.State).SetProperty(r => r.Body, body).SetProperty(r => r.VerificationId, result.VerificationId), ct) == 1;
    }

    /// <summary>Writes down that a run under way is to stop.</summary>
    /// <returns>False where it is over.</returns>
    internal async Task<bool> AskToStopAsync(Guid runId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ChecklistRuns.Where(r => r.Id == runId && r.FinishedAt == null).ExecuteUpdateAsync(set => set.SetProperty(r => r.IsStopped, true), ct) == 1;
    }

    /// <summary>Whether somebody wants a run under way to stop.</summary>
    internal async Task<bool> IsToStopAsync(Guid runId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ChecklistRuns.AnyAsync(r => r.Id == runId && r.FinishedAt == null && r.IsStopped, ct);
    }

    /// <summary>Ends a run, and forgets runs of the program's own that nobody looks back to.</summary>
    internal async Task EndAsync(RunView run, DateTimeOffset now, bool isStopped, int kept, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.ChecklistRuns.Where(r => r.Id == run.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.FinishedAt, now).SetProperty(r => r.IsStopped, isStopped), ct);
        var oldest = run.Number - kept;
        await db.ChecklistRuns.Where(r => r.PlanId == run.PlanId && r.IsScheduled && r.Number < oldest).ExecuteDeleteAsync(ct);
    }

    private async Task<ChecklistView> ViewAsync(AppDb db, ChecklistRun run, CancellationToken ct)
    {
        var ground = await plans.FindAsync(run.PlanId, ct) is { } plan ? await grounds.ReadAsync(plan, ct) : null;
        var results = await ResultsAsync(db, run.Id, ct);
        return new ChecklistView(View(run), [.. results.Values.OrderBy(result => result.Item).Select(result => new StandingItem(result, ground?.ChangedSince(result) ?? []))]);
    }

    private static async Task<IReadOnlyDictionary<ChecklistItem, ItemResult>> ResultsAsync(AppDb db, Guid runId, CancellationToken ct) =>
        (await db.ChecklistResults.AsNoTracking().Where(r => r.RunId == runId).Select(r => r.Body).ToListAsync(ct))
            .Select(body => JsonSerializer.Deserialize<ItemResult>(body, Json)!).ToDictionary(result => result.Item);

    private static RunView View(ChecklistRun run) => new(
        run.Id, run.PlanId, run.Number, run.StartedAt, run.FinishedAt, run.ByName, run.IsScheduled, run.IsStopped, run.Phone is null ? null : PhoneNumber.FromDigits(run.Phone));
}
