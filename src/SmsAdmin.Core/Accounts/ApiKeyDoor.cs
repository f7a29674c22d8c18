using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Accounts;

/// <summary>
/// Tells which program a key belongs to, for each request, from memory. A key that is revoked is gone at once in every
/// instance that hears of it, and within <see cref="KeptFor"/> in one that does not.
/// </summary>
public sealed class ApiKeyDoor
{
    private const string Topic = "api-key";
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Snapshot<Lock?>> _locks = new(StringComparer.Ordinal);
    private readonly IDbContextFactory<AppDb> _databases;
    private readonly ApiKeyHashes _hashes;
    private readonly ApiKeyUses _uses;
    private readonly ApiKeyRates _rates;
    private readonly Neighbours _neighbours;
    private readonly TimeProvider _clock;

    public ApiKeyDoor(IDbContextFactory<AppDb> databases, ApiKeyHashes hashes, ApiKeyUses uses, Neighbours neighbours, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        (_databases, _hashes, _uses, _neighbours, _clock, _rates) = (databases, hashes, uses, neighbours, clock, new ApiKeyRates(clock));
        neighbours.On(Topic, prefix =>
        {
            if (prefix is null) _locks.Clear();
            else _locks.TryRemove(prefix, out _);
        });
    }

    /// <summary>Checks a key as it was shown.</summary>
    /// <param name="from">Where the request comes from.</param>
    public async ValueTask<ApiKeyCheck> CheckAsync(string? given, IPAddress? from, CancellationToken ct)
    {
        if (given is null || ApiKeyText.PrefixOf(given) is not { } prefix) return new ApiKeyCheck.Unknown();
        if (await _hashes.OfAsync(given, ct) is not { } hash) return new ApiKeyCheck.CannotTell(ApiKeyHashes.RingIsGone);
        if (await FindAsync(prefix, ct) is not { } found || !CryptographicOperations.FixedTimeEquals(hash, found.Hash)) return new ApiKeyCheck.Unknown();
        var now = _clock.GetUtcNow();
        if (found.EndsAt <= now) return new ApiKeyCheck.Unknown();
        var id = found.Opens.Holder.Id;
        if (found.Networks is { } networks && !networks.Holds(from)) return new ApiKeyCheck.WrongPlace();
        if (found.PerSecond is { } perSecond && _rates.Take(id, perSecond) is { } wait) return new ApiKeyCheck.TooFast(perSecond, wait);
        _uses.Note(id, found.IsOld, now);
        return found.Opens;
    }

    /// <summary>Makes the next request look again, in every instance.</summary>
    internal void Forget(params IEnumerable<string?> prefixes)
    {
        foreach (var prefix in prefixes.OfType<string>())
        {
            _locks.TryRemove(prefix, out _);
            _neighbours.Tell(Topic, prefix, prefix);
        }
    }

    private async ValueTask<Lock?> FindAsync(string prefix, CancellationToken ct)
    {
        var kept = _locks.GetOrAdd(prefix, _ => new Snapshot<Lock?>(reading => ReadAsync(prefix, reading), KeptFor, _clock));
        var found = await kept.GetAsync(ct);
        // What is unknown is not kept: guesses would fill the memory, and a new key has to work at once.
        if (found is null) _locks.TryRemove(KeyValuePair.Create(prefix, kept));
        return found;
    }

    private async Task<Lock?> ReadAsync(string prefix, CancellationToken ct)
    {
        await using var db = await _databases.CreateDbContextAsync(ct);
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => (k.Prefix == prefix || k.OldPrefix == prefix) && k.RevokedAt == null, ct);
        if (key is null) return null;
        var isOld = key.Prefix != prefix;
        var endsAt = isOld && !(key.ExpiresAt < key.OldEndsAt) ? key.OldEndsAt : key.ExpiresAt;
        var window = key.RepeatSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        return new Lock(
            isOld ? key.OldHash! : key.Hash, isOld, endsAt, ApiKeyNetworks.Read(key.Networks).Networks, key.PerSecond,
            new ApiKeyCheck.Known(new ApiKeyHolder(key.Id, key.Name, key.PlanId, key.Scopes, key.IsTest, window) { Reports = await ReportsAsync(db, key.OdooConnectionId, ct) }));
    }

    // To the connection's own address and no other, as it is now.
    private static async Task<CallbackTarget?> ReportsAsync(AppDb db, Guid? connectionId, CancellationToken ct) =>
        connectionId is not null && await db.OdooConnections.AsNoTracking().Where(c => c.Id == connectionId).Select(c => new { c.Url, c.AllowsPrivateHost }).SingleOrDefaultAsync(ct) is { } odoo
            ? CallbackTarget.ToGateway(odoo.Url, odoo.AllowsPrivateHost)
            : null;

    /// <summary>What a key has to fit, and what it opens then.</summary>
    private sealed record Lock(byte[] Hash, bool IsOld, DateTimeOffset? EndsAt, ApiKeyNetworks? Networks, int? PerSecond, ApiKeyCheck.Known Opens);
}
