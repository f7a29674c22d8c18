using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Credentials;

/// <summary>Whether what is encrypted can still be opened.</summary>
/// <param name="IsWhole">The ring holds the key that this database was closed with.</param>
/// <param name="Unreadable">What cannot be opened, in words: names of plans, and how many texts.</param>
public sealed record KeyRingReport(bool IsWhole, IReadOnlyList<string> Unreadable);

/// <summary>
/// Notices when database and key ring do not belong together: the first start closes a known word with the ring and
/// keeps it in the database. A ring that cannot open it is another ring. Nothing is overwritten then, because putting
/// the right ring back opens everything again.
/// </summary>
public sealed class KeyRing(IDbContextFactory<AppDb> databases, IDataProtectionProvider keys, TokenVault tokens)
{
    private const string CanaryKey = "KeyRing.Canary";
    private readonly IDataProtector _protector = keys.CreateProtector("SmsAdmin.KeyRing.Canary.v1");

    /// <summary>What the last look found. Whole until somebody looked.</summary>
    public KeyRingReport Report { get; private set; } = new(true, []);

    /// <summary>Looks, and leaves the canary on the first start.</summary>
    public async Task<KeyRingReport> InspectAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var canary = await db.Settings.Where(s => s.Key == CanaryKey).Select(s => s.Value).SingleOrDefaultAsync(ct)
            ?? await db.KeepFirstAsync(CanaryKey, _protector.Protect("canary"), ct);
        return Report = Opens(canary) ? new KeyRingReport(true, []) : new KeyRingReport(false, await UnreadableAsync(db, ct));
    }

    private bool Opens(string cipher)
    {
        try
        {
            return _protector.Unprotect(cipher) == "canary";
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<string>> UnreadableAsync(AppDb db, CancellationToken ct)
    {
        var plans = await db.Plans.AsNoTracking().OrderBy(p => p.Name).Select(p => new { p.Name, p.TokenCipher }).ToListAsync(ct);
        var lost = plans.Where(p => tokens.TryOpen(p.TokenCipher) is null).Select(p => $"the API token of {p.Name}").ToList();
        var texts = await db.Messages.CountAsync(m => m.TextCipher != null, ct);
        if (texts > 0) lost.Add(texts == 1 ? "the text of 1 message" : $"the texts of {texts} messages");
        if (await db.ApiKeys.AnyAsync(k => k.RevokedAt == null, ct)) lost.Add("the key that API keys are checked with");
        if (await db.OdooConnections.AnyAsync(ct)) lost.Add("the keys of the Odoo connections");
        return lost;
    }
}
