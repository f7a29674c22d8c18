using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Accounts;

/// <summary>
/// Tells which program a key belongs to, for each request, from memory: a key that is revoked here is gone at once, one
/// that another process revoked within <see cref="KeptFor"/>.
/// </summary>
public sealed class ApiKeyDoor(IDbContextFactory<AppDb> databases, ApiKeyHashes hashes, ApiKeyUses uses, TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Snapshot<Lock?>> _locks = new(StringComparer.Ordinal);

    /// <summary>Checks a key as it was shown.</summary>
    public async ValueTask<ApiKeyCheck> CheckAsync(string? given, CancellationToken ct)
    {
        if (given is null || ApiKeyText.PrefixOf(given) is not { } prefix) return new ApiKeyCheck.Unknown();
        if (await hashes.OfAsync(given, ct) is not { } hash) return new ApiKeyCheck.CannotTell(ApiKeyHashes.RingIsGone);
        if (await FindAsync(prefix, ct) is not { } found || !CryptographicOperations.FixedTimeEquals(hash, found.Hash)) return new ApiKeyCheck.Unknown();
        var now = clock.GetUtcNow();
        if (found.ExpiresAt <= now) return new ApiKeyCheck.Unknown();
        uses.Note(found.Opens.Holder.Id, now);
        return found.Opens;
    }

    /// <summary>Makes the next request look again.</summary>
    internal void Forget(string prefix) => _locks.TryRemove(prefix, out _);

    private async ValueTask<Lock?> FindAsync(string prefix, CancellationToken ct)
    {
        var kept = _locks.GetOrAdd(prefix, _ => new Snapshot<Lock?>(reading => ReadAsync(prefix, reading), KeptFor, clock));
        var found = await kept.GetAsync(ct);
        // What is unknown is not kept: guesses would fill the memory, and a new key has to work at once.
        if (found is null) _locks.TryRemove(KeyValuePair.Create(prefix, kept));
        return found;
    }

    private async Task<Lock?> ReadAsync(string prefix, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ApiKeys.AsNoTracking()
            .Where(k => k.Prefix == prefix && k.RevokedAt == null)
            .Select(k => new Lock(k.Hash, k.ExpiresAt, new ApiKeyCheck.Known(new ApiKeyHolder(k.Id, k.Name, k.PlanId, k.Scopes))))
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>What a key has to fit, and what it opens then.</summary>
    private sealed record Lock(byte[] Hash, DateTimeOffset? ExpiresAt, ApiKeyCheck.Known Opens);
}
