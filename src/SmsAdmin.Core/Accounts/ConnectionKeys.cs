using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Accounts;

/// <summary>An API key that was made for an Odoo connection.</summary>
/// <param name="IsGood">Its newest secret was shown, and it has not ended.</param>
public sealed record ConnectionKey(Guid Id, string Prefix, Guid PlanId, bool IsGood);

/// <summary>The API keys that were made for Odoo connections, told by what stands in Odoo. Not used by asking.</summary>
public sealed class ConnectionKeys(IDbContextFactory<AppDb> databases, ApiKeyHashes hashes, ApiKeys keys, TimeProvider clock)
{
    /// <summary>Which key of the connection this is the secret of; null where it is none of them.</summary>
    public async Task<ConnectionKey?> WhichAsync(Guid connectionId, string given, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (ApiKeyText.PrefixOf(given) is not { } prefix || await hashes.OfAsync(given, ct) is not { } hash) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.OdooConnectionId == connectionId && (k.Prefix == prefix || k.OldPrefix == prefix), ct);
        if (key is null || !CryptographicOperations.FixedTimeEquals(hash, key.Prefix == prefix ? key.Hash : key.OldHash!)) return null;
        return new ConnectionKey(key.Id, key.Prefix, key.PlanId, key.Prefix == prefix && key.RevokedAt is null && !(key.ExpiresAt <= clock.GetUtcNow()));
    }

    /// <summary>When a key of the connection was last used.</summary>
    public async Task<DateTimeOffset?> LastUsedAsync(Guid connectionId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ApiKeys.Where(k => k.OdooConnectionId == connectionId).MaxAsync(k => k.LastUsedAt, ct);
    }

    /// <summary>Ends every key of the connection, but one.</summary>
    public async Task EndAsync(Guid connectionId, Guid? but, Actor by, CancellationToken ct)
    {
        List<Guid> ids;
        await using (var db = await databases.CreateDbContextAsync(ct))
            ids = await db.ApiKeys.Where(k => k.OdooConnectionId == connectionId && k.RevokedAt == null && k.Id != but).Select(k => k.Id).ToListAsync(ct);
        foreach (var id in ids) await keys.RevokeAsync(id, by, ct);
    }
}
