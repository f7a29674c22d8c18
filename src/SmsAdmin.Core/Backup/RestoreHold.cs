using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Backup;

/// <summary>What a restore holds back.</summary>
/// <param name="Plans">Paused until a person resumes each.</param>
/// <param name="Messages">Looked up at Sinch before any of them goes out.</param>
public sealed record Held(int Plans, int Messages);

/// <summary>
/// Keeps the promise that nothing is sent twice when a database comes back from the past: what it holds as queued may have
/// gone out since. So every plan is paused until a person resumes it, and every message that waits is looked up at Sinch
/// by its reference first, as one whose outcome is unknown: one for later too, which its caller may have brought forward.
/// </summary>
public sealed class RestoreHold(AuditTrail audit, TimeProvider clock)
{
    /// <summary>Who holds it, in place of a person: nothing but a person lets it go on.</summary>
    public const string Holder = "the restore";

    private const string Says = "Restored from a backup. It may have gone out since that was made, so it is looked up at Sinch before anything is sent.";

    /// <param name="db">On what was restored, while no console serves it.</param>
    /// <param name="of">The backup, as it is called to people.</param>
    /// <param name="environmentPlan">The plan that stands in no table.</param>
    public async Task<Held> HoldAsync(AppDb db, string of, Guid? environmentPlan, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var why = string.Create(CultureInfo.InvariantCulture, $"Restored from {of}. What waited then is looked up at Sinch first; look at the queue, then resume.");
        var plans = await db.Plans.Select(plan => plan.Id).Union(db.PlanStates.Select(state => state.PlanId)).ToListAsync(ct);
        if (environmentPlan is { } id && !plans.Contains(id)) plans.Add(id);
        foreach (var plan in plans) await db.Database.ExecuteSqlAsync($"INSERT INTO \"PlanStates\" (\"PlanId\") VALUES ({plan}) ON CONFLICT DO NOTHING", ct);
        await db.PlanStates.ExecuteUpdateAsync(set => set
            .SetProperty(state => state.PausedAt, now)
            .SetProperty(state => state.PausedWhy, why)
            .SetProperty(state => state.PausedBy, Holder)
            .SetProperty(state => state.ProbeAt, (DateTimeOffset?)null), ct);

        // What a test key asked for never reaches Sinch.
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO "MessageEvents" ("MessageId", "At", "Kind", "State", "Says")
            SELECT "Id", {0}, {1}, {2}, {3} FROM "Messages" WHERE "State" = 0 AND NOT "IsTest"
            """,
            [db.Stored(now), (int)MessageEventKind.OutcomeUnknown, (int)MessageState.Sending, Says], ct);
        var messages = await db.Messages.Where(message => message.State == MessageState.Queued && !message.IsTest).ExecuteUpdateAsync(set => set
            .SetProperty(message => message.State, MessageState.Sending)
            .SetProperty(message => message.OutcomeUnknown, true)
            .SetProperty(message => message.UnknownSince, now)
            .SetProperty(message => message.AbsentCount, 0)
            // Looked up now; when it goes out is in what it is counted for.
            .SetProperty(message => message.DueAt, message => message.DueAt > now ? now : message.DueAt)
            .SetProperty(message => message.LeasedUntil, (DateTimeOffset?)null)
            .SetProperty(message => message.ChangedAt, now), ct);
        // One that was signed out since the backup would count again.
        await db.UserTokens.Where(token => token.LoginProvider == Sessions.Kept).ExecuteDeleteAsync(ct);
        audit.Write(db, by, "backup.restored", of, after: new { plansPaused = plans.Count, messagesHeld = messages });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new Held(plans.Count, messages);
    }
}

/// <summary>The same on the program's own database: for one that PostgreSQL's tools brought back.</summary>
public sealed class DatabaseHold(IDbContextFactory<AppDb> databases, EnvironmentPlanSlot environment, RestoreHold hold)
{
    public async Task<Held> HoldAsync(Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await hold.HoldAsync(db, "a backup of the database", environment.Plan?.Id, by, ct);
    }
}
