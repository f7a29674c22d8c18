using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Keys;

/// <summary>A key of this installation: 32 random bytes, made once, kept in the settings and there closed by the key ring.</summary>
/// <param name="databases"></param>
/// <param name="ring"></param>
/// <param name="setting">Where it is kept, as <c>Webhook.Key</c>.</param>
/// <param name="purpose">What the ring closes it for.</param>
public sealed class InstallationKey(IDbContextFactory<AppDb> databases, IDataProtectionProvider ring, string setting, string purpose)
{
    private const int Length = 32;
    private readonly IDataProtector _protector = ring.CreateProtector(purpose);
    private volatile byte[]? _bytes;

    /// <summary>The key once it was opened; null before, and while the ring is not this database's.</summary>
    public byte[]? Bytes => _bytes;

    /// <summary>Opens the key, or makes it where there is none yet. Two instances that start together come to the same.</summary>
    /// <returns>Null while the ring that closed it is gone: nothing is overwritten, because the right ring opens it again.</returns>
    public async Task<byte[]?> OpenAsync(CancellationToken ct)
    {
        if (_bytes is not null) return _bytes;
        await using var db = await databases.CreateDbContextAsync(ct);
        var kept = await db.Settings.Where(s => s.Key == setting).Select(s => s.Value).SingleOrDefaultAsync(ct)
            ?? await db.KeepFirstAsync(setting, _protector.Protect(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length))), ct);
        try
        {
            return _bytes = Convert.FromBase64String(_protector.Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
