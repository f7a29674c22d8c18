using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Keys;

namespace SmsAdmin.Core.Odoo;

/// <summary>
/// The secret in the path that an Odoo sends to. Derived from one installation key, the connection and its turn, so that
/// none is stored and each switching on has its own.
/// </summary>
public sealed class NativeSecrets(IDbContextFactory<AppDb> databases, IDataProtectionProvider ring)
{
    private readonly InstallationKey _key = new(databases, ring, "Odoo.Key", "SmsAdmin.Odoo.Key.v1");

    /// <summary>32 URL-safe characters; null while the key ring is gone.</summary>
    public async ValueTask<string?> ForAsync(Guid connectionId, int turn, CancellationToken ct) =>
        (_key.Bytes ?? await _key.OpenAsync(ct)) is { } key
            ? Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{connectionId:N}.{turn}")).AsSpan(0, 16))
            : null;

    /// <summary>Compares in constant time.</summary>
    internal static bool AreSame(string given, string? known) =>
        known is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(known));
}
