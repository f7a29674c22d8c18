using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Alerts;

/// <summary>
/// Opens, acknowledges and ends alerts. One condition makes one open alert, whoever sees it first: the one who inserts
/// its key opens it, the one who deletes the key ends it, and only they tell the webhook.
/// </summary>
public sealed class AlertBook(IDbContextFactory<AppDb> databases, AlertPosts posts, AuditTrail audit, AlertFeed feed, TimeProvider clock)
{
    private const int MostOpen = 200;

    // Written by the watch alone; a reference is read and written whole.
    private volatile AlertView? _unwritten;

    /// <summary>What this instance knows and cannot store, because the database refuses.</summary>
    public AlertView? Unwritten
    {
        get => _unwritten;
        set
        {
            _unwritten = value;
            feed.Announce();
        }
    }

    /// <summary>Opens the alert of a condition, or counts one more of its events. Raising what is open is nothing.</summary>
    /// <returns>Whether this call opened it.</returns>
    public async Task<bool> RaiseAsync(AlertCase about, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var opened = await RaiseAsync(db, about, ct);
        await transaction.CommitAsync(ct);
        feed.Announce();
        return opened;
    }

    /// <summary>The same inside the caller's transaction. Pages hear of it at their next look.</summary>
    public async Task<bool> RaiseAsync(AppDb db, AlertCase about, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(about);
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var isFirst = await db.Database.ExecuteSqlAsync($"INSERT INTO \"AlertKeys\" (\"Key\", \"AlertId\") VALUES ({about.OpenKey}, {id}) ON CONFLICT DO NOTHING", ct) == 1;
        if (!isFirst)
        {
            await AgainAsync(db, about, now, ct);
            return false;
        }

        var alert = new Alert
        {
            Id = id,
            Kind = about.Kind,
            PlanId = about.PlanId,
            Key = about.Key,
            IsUrgent = about.IsUrgent,
            Title = about.Title,
            Why = about.Why,
            Link = about.Link,
            Since = about.Since ?? now,
            Count = 1,
            LastAt = now,
        };
        db.Alerts.Add(alert);
        if (about.Kind.IsPosted()) await posts.AddAsync(db, AlertPosts.Opened, alert, ct);
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>Says anew how much and why of an open alert, as of a quota that fills.</summary>
    public async Task UpdateAsync(AlertCase about, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(about);
        await using var db = await databases.CreateDbContextAsync(ct);
        var open = Held(db, about.OpenKey).Where(a => a.EndedAt == null);
        if (await open.ExecuteUpdateAsync(set => set.SetProperty(a => a.Title, about.Title).SetProperty(a => a.Why, about.Why).SetProperty(a => a.IsUrgent, about.IsUrgent), ct) > 0) feed.Announce();
    }

    /// <summary>Ends the alert of a condition that holds no more. Ending what is not open is nothing.</summary>
    /// <returns>Whether this call ended it.</returns>
    public async Task<bool> EndAsync(AlertKind kind, Guid? planId, string key, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var openKey = AlertCase.KeyOf(kind, planId, key);
        var alert = await Held(db, openKey).AsNoTracking().SingleOrDefaultAsync(ct);
        if (alert is null || await db.Alerts.Where(a => a.Id == alert.Id && a.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(a => a.EndedAt, now), ct) == 0) return false;
        if (!kind.IsOnce()) await db.AlertKeys.Where(k => k.Key == openKey && k.AlertId == alert.Id).ExecuteDeleteAsync(ct);
        alert.EndedAt = now;
        if (kind.IsPosted()) await posts.AddAsync(db, AlertPosts.Ended, alert, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        feed.Announce();
        return true;
    }

    /// <summary>Writes down that somebody has seen to an open alert. The first one counts.</summary>
    public async Task<AcknowledgeOutcome> AcknowledgeAsync(Guid id, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var rows = await db.Alerts.Where(a => a.Id == id && a.AcknowledgedAt == null && a.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.AcknowledgedAt, now).SetProperty(a => a.AcknowledgedBy, by.Name), ct);
        if (rows == 0) return AcknowledgeOutcome.NothingToDo;
        var title = await db.Alerts.Where(a => a.Id == id).Select(a => a.Title).SingleAsync(ct);
        audit.Write(db, by, "alert.acknowledged", title, id);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        feed.Announce();
        return AcknowledgeOutcome.Acknowledged;
    }

    /// <summary>What is open: urgent before the rest, what nobody acknowledged first, oldest first.</summary>
    public async Task<IReadOnlyList<AlertView>> OpenAsync(CancellationToken ct)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var open = await Views(db.Alerts.AsNoTracking().Where(a => a.EndedAt == null).OrderBy(a => a.Since).Take(MostOpen)).ToListAsync(ct);
            return [.. Known(open).OrderBy(a => a.AcknowledgedAt is not null).ThenBy(a => !a.IsUrgent).ThenBy(a => a.Since)];
        }
        catch (DbException) when (_unwritten is not null)
        {
            return [.. Known([])];
        }
    }

    /// <summary>What is over, newest first.</summary>
    public async Task<IReadOnlyList<AlertView>> EndedAsync(int most, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await Views(db.Alerts.AsNoTracking().Where(a => a.EndedAt != null).OrderByDescending(a => a.EndedAt).Take(most)).ToListAsync(ct);
    }

    private IEnumerable<AlertView> Known(IEnumerable<AlertView> stored) => _unwritten is { } own ? stored.Prepend(own) : stored;

    private static IQueryable<Alert> Held(AppDb db, string openKey) =>
        db.Alerts.Where(a => db.AlertKeys.Any(k => k.Key == openKey && k.AlertId == a.Id));

    private static async Task AgainAsync(AppDb db, AlertCase about, DateTimeOffset now, CancellationToken ct)
    {
        if (about.Kind.IsCounted())
            await Held(db, about.OpenKey).ExecuteUpdateAsync(set => set.SetProperty(a => a.Count, a => a.Count + 1).SetProperty(a => a.LastAt, now).SetProperty(a => a.Why, about.Why), ct);
        else if (about.Kind.IsOnce())
            await Held(db, about.OpenKey).Where(a => a.EndedAt != null).ExecuteUpdateAsync(set => set.SetProperty(a => a.EndedAt, (DateTimeOffset?)null), ct);
    }

    private static IQueryable<AlertView> Views(IQueryable<Alert> alerts) => alerts.Select(a => new AlertView(
        a.Id, a.Kind, a.PlanId, a.Key, a.IsUrgent, a.Title, a.Why, a.Link, a.Since, a.Count, a.LastAt, a.AcknowledgedAt, a.AcknowledgedBy, a.EndedAt));
}
