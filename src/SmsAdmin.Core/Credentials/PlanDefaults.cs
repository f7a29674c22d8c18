using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Credentials;

/// <summary>The limits that a new plan starts with, and that a plan from the environment has.</summary>
/// <param name="PerSecond">Messages a second. Sinch publishes no default; 30 is what most contracts say.</param>
/// <param name="TrialPerDay">Messages a day of a trial plan.</param>
/// <param name="ProductionPerMonth">Messages a month of a production plan; null for no limit.</param>
public sealed record PlanDefaults(int PerSecond = 30, int TrialPerDay = 100, int? ProductionPerMonth = null);

/// <summary>Reads and changes <see cref="PlanDefaults"/>.</summary>
public sealed class PlanDefaultsStore(IDbContextFactory<AppDb> databases, PlanChanges changes, AuditTrail audit)
{
    private const string Prefix = "Plans.Defaults.";

    public async Task<PlanDefaults> ReadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await ReadAsync(db, ct);
    }

    /// <summary>Changes the defaults. Plans that exist keep what they have.</summary>
    /// <returns>What is wrong with a value, or null when they were stored.</returns>
    public async Task<FieldFault?> ChangeAsync(PlanDefaults next, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.PerSecond is < 1 or > 10_000) return new FieldFault("perSecond", "Between 1 and 10,000 messages a second.");
        if (next.TrialPerDay is < 1 or > 1_000_000) return new FieldFault("trialPerDay", "Between 1 and 1,000,000 messages a day.");
        if (next.ProductionPerMonth is < 1) return new FieldFault("productionPerMonth", "1 or more messages a month, or nothing for no limit.");

        await using var db = await databases.CreateDbContextAsync(ct);
        var before = await ReadAsync(db, ct);
        if (before == next) return null;
        await SetAsync(db, nameof(PlanDefaults.PerSecond), next.PerSecond, ct);
        await SetAsync(db, nameof(PlanDefaults.TrialPerDay), next.TrialPerDay, ct);
        await SetAsync(db, nameof(PlanDefaults.ProductionPerMonth), next.ProductionPerMonth, ct);
        audit.Write(db, by, "settings.plan-defaults-changed", "Limits of new plans", before: before, after: next);
        await db.SaveChangesAsync(ct);
        // A plan from the environment has these limits.
        changes.Announce();
        return null;
    }

    private static async Task<PlanDefaults> ReadAsync(AppDb db, CancellationToken ct)
    {
        var stored = await db.Settings.AsNoTracking().Where(s => s.Key.StartsWith(Prefix)).ToDictionaryAsync(s => s.Key, s => s.Value, ct);
        var fresh = new PlanDefaults();
        return new PlanDefaults(
            Number(nameof(PlanDefaults.PerSecond)) ?? fresh.PerSecond,
            Number(nameof(PlanDefaults.TrialPerDay)) ?? fresh.TrialPerDay,
            Number(nameof(PlanDefaults.ProductionPerMonth)));

        int? Number(string name) =>
            stored.TryGetValue(Prefix + name, out var value) && int.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static async Task SetAsync(AppDb db, string name, int? value, CancellationToken ct)
    {
        var key = Prefix + name;
        var row = await db.Settings.SingleOrDefaultAsync(s => s.Key == key, ct);
        if (row is null) db.Settings.Add(row = new Setting { Key = key, Value = "" });
        row.Value = value?.ToString(CultureInfo.InvariantCulture) ?? "";
    }
}
