using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Retention;

/// <summary>How long each class of what people sent is kept, in days. Texts of the <c>Otp</c> lane are kept only until their message is final.</summary>
/// <param name="Texts">Texts sent and received.</param>
/// <param name="Numbers">Whole phone numbers; their last four digits stay.</param>
/// <param name="RawCallbacks">Callbacks as Sinch posted them, and what we posted outward.</param>
public sealed record RetentionTerms(int Texts = 30, int Numbers = 365, int RawCallbacks = 14);

/// <summary>Reads and changes <see cref="RetentionTerms"/>.</summary>
public sealed class RetentionTermsStore(IDbContextFactory<AppDb> databases, AuditTrail audit)
{
    private const string Prefix = "Retention.";
    private const int Longest = 3650;

    public async Task<RetentionTerms> ReadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var stored = await db.Settings.AsNoTracking().Where(s => s.Key.StartsWith(Prefix)).ToDictionaryAsync(s => s.Key, s => s.Value, ct);
        var fresh = new RetentionTerms();
        return new RetentionTerms(
            Days(nameof(RetentionTerms.Texts)) ?? fresh.Texts, Days(nameof(RetentionTerms.Numbers)) ?? fresh.Numbers, Days(nameof(RetentionTerms.RawCallbacks)) ?? fresh.RawCallbacks);

        int? Days(string name) => stored.TryGetValue(Prefix + name, out var value) && int.TryParse(value, CultureInfo.InvariantCulture, out var days) ? days : null;
    }

    /// <returns>What is wrong with a value, or null when they were stored.</returns>
    public async Task<FieldFault?> ChangeAsync(RetentionTerms next, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.Texts is < 1 or > Longest) return new FieldFault("texts", "Between 1 and 3,650 days.");
        if (next.Numbers < next.Texts || next.Numbers > Longest) return new FieldFault("numbers", "As many days as texts or more, and at most 3,650.");
        if (next.RawCallbacks is < 1 or > Longest) return new FieldFault("rawCallbacks", "Between 1 and 3,650 days.");
        var before = await ReadAsync(ct);
        if (before == next) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        await SetAsync(db, nameof(RetentionTerms.Texts), next.Texts, ct);
        await SetAsync(db, nameof(RetentionTerms.Numbers), next.Numbers, ct);
        await SetAsync(db, nameof(RetentionTerms.RawCallbacks), next.RawCallbacks, ct);
        audit.Write(db, by, "retention.changed", "Retention", before: before, after: next);
        await db.SaveChangesAsync(ct);
        return null;
    }

    private static async Task SetAsync(AppDb db, string name, int days, CancellationToken ct)
    {
        var key = Prefix + name;
        var row = await db.Settings.SingleOrDefaultAsync(s => s.Key == key, ct);
        if (row is null) db.Settings.Add(row = new Setting { Key = key, Value = "" });
        row.Value = days.ToString(CultureInfo.InvariantCulture);
    }
}
