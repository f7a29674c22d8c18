using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Otp;

/// <summary>What an administrator may choose; all else is <see cref="OtpRules"/>.</summary>
/// <param name="Digits">Of a code, 6 to 10.</param>
/// <param name="Minutes">For which a code lives, 1 to 10.</param>
public sealed record OtpPolicy(int Digits = OneTimeCodes.FewestDigits, int Minutes = 5)
{
    public TimeSpan Lifetime => TimeSpan.FromMinutes(Minutes);
}

/// <summary>Reads and changes <see cref="OtpPolicy"/>. Verifications that wait for their code keep what they began with.</summary>
public sealed class OtpPolicyStore
{
    private const string Prefix = "Otp.Policy.";
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(2);

    private readonly IDbContextFactory<AppDb> _databases;
    private readonly AuditTrail _audit;
    private readonly Snapshot<OtpPolicy> _current;

    public OtpPolicyStore(IDbContextFactory<AppDb> databases, AuditTrail audit, TimeProvider clock)
    {
        (_databases, _audit) = (databases, audit);
        _current = new Snapshot<OtpPolicy>(ReadAsync, KeptFor, clock);
    }

    /// <summary>As it holds now; what another process changed is seen within seconds.</summary>
    public ValueTask<OtpPolicy> CurrentAsync(CancellationToken ct) => _current.GetAsync(ct);

    /// <returns>What is wrong with a value, or null when they were stored.</returns>
    public async Task<FieldFault?> ChangeAsync(OtpPolicy next, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.Digits is < OneTimeCodes.FewestDigits or > OneTimeCodes.MostDigits) return new FieldFault("digits", "Between 6 and 10 digits.");
        if (next.Lifetime < TimeSpan.FromMinutes(1) || next.Lifetime > OtpRules.LongestLife) return new FieldFault("minutes", "Between 1 and 10 minutes.");
        var before = await ReadAsync(ct);
        if (before == next) return null;
        await using var db = await _databases.CreateDbContextAsync(ct);
        await SetAsync(db, nameof(OtpPolicy.Digits), next.Digits, ct);
        await SetAsync(db, nameof(OtpPolicy.Minutes), next.Minutes, ct);
        _audit.Write(db, by, "otp.policy-changed", "One-time codes", before: Told(before), after: Told(next));
        await db.SaveChangesAsync(ct);
        _current.Forget();
        return null;
    }

    private async Task<OtpPolicy> ReadAsync(CancellationToken ct)
    {
        await using var db = await _databases.CreateDbContextAsync(ct);
        var stored = await db.Settings.AsNoTracking().Where(s => s.Key.StartsWith(Prefix)).ToDictionaryAsync(s => s.Key, s => s.Value, ct);
        var fresh = new OtpPolicy();
        return new OtpPolicy(Number(nameof(OtpPolicy.Digits)) ?? fresh.Digits, Number(nameof(OtpPolicy.Minutes)) ?? fresh.Minutes);

        int? Number(string name) => stored.TryGetValue(Prefix + name, out var value) && int.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static object Told(OtpPolicy policy) => new { digits = policy.Digits, minutes = policy.Minutes };

    private static async Task SetAsync(AppDb db, string name, int number, CancellationToken ct)
    {
        var key = Prefix + name;
        var row = await db.Settings.SingleOrDefaultAsync(s => s.Key == key, ct);
        if (row is null) db.Settings.Add(row = new Setting { Key = key, Value = "" });
        row.Value = number.ToString(CultureInfo.InvariantCulture);
    }
}
