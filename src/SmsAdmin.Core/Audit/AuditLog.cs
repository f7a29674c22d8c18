using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Audit;

/// <summary>One line of the audit, as read.</summary>
/// <param name="Before">JSON object of the changed fields as they were, or null.</param>
/// <param name="After">JSON object of the changed fields as they are, or null.</param>
public sealed record AuditRow(
    Guid Id, DateTimeOffset At, string ActorName, string? FromAddress, string Action, string Subject, string? Before, string? After);

/// <summary>
/// What a reader of the audit asks for. The text is looked for in who, from where, what and which; actions that are
/// named count as found too, because what people call them contains the text.
/// </summary>
public sealed record AuditFilter(
    string? Text = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, IReadOnlyList<string>? Actions = null);

/// <summary>A page of the audit, newest first, with the keys of its neighbours.</summary>
/// <param name="Older">What to ask for next as <see cref="AuditKey.OlderThan"/>; null at the oldest.</param>
/// <param name="Newer">The same the other way; null at the newest.</param>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, Guid? Older, Guid? Newer);

/// <summary>Beside which entry a page lies. Neither: the newest page.</summary>
public readonly record struct AuditKey(Guid? OlderThan = null, Guid? NewerThan = null);

/// <summary>Reads the audit.</summary>
public sealed class AuditLog(IDbContextFactory<AppDb> databases)
{
    private static readonly Keyset<AuditEntry> Newest = new(nameof(AuditEntry.At), entry => (entry.At, entry.Id));

    /// <summary>The page of at most <paramref name="size"/> entries beside <paramref name="key"/>, newest first.</summary>
    public async Task<AuditPage> ListAsync(AuditFilter filter, AuditKey key, int size, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await databases.CreateDbContextAsync(ct);
        var side = key.NewerThan is null ? PageSide.OlderThan : PageSide.NewerThan;
        var (found, older, newer) = await Newest.ReadAsync(db.Audit.AsNoTracking(), Matching(db, filter), key.NewerThan ?? key.OlderThan, side, size, ct);
        return new AuditPage([.. found.Select(a => new AuditRow(a.Id, a.At, a.ActorName, a.FromAddress, a.Action, a.Subject, a.Before, a.After))], older, newer);
    }

    private static IQueryable<AuditEntry> Matching(AppDb db, AuditFilter filter)
    {
        var entries = db.Audit.AsNoTracking();
        if (filter.From is { } from) entries = entries.Where(a => a.At >= from);
        if (filter.Until is { } until) entries = entries.Where(a => a.At < until);
        if (string.IsNullOrWhiteSpace(filter.Text)) return entries;
        var pattern = $"%{Escape(filter.Text.Trim())}%";
        var called = filter.Actions ?? [];
        return entries.Where(a => called.Contains(a.Action) ||
            AppDb.Fits(a.ActorName, pattern) || AppDb.Fits(a.Subject, pattern) || AppDb.Fits(a.Action, pattern)
            || AppDb.Fits(a.FromAddress, pattern) || AppDb.Fits(a.Before, pattern) || AppDb.Fits(a.After, pattern));
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
