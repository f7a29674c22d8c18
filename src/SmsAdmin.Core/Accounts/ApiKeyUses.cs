using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Accounts;

/// <summary>Remembers when keys were used, and writes it down behind the requests: at most once a minute for a key.</summary>
public sealed class ApiKeyUses(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(Guid Id, bool IsOld), DateTimeOffset> _used = new();
    private readonly ConcurrentDictionary<(Guid Id, bool IsOld), DateTimeOffset> _written = new();

    /// <summary>Writes what is due.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var (use, at) in _used)
        {
            if (_written.TryGetValue(use, out var before) && (at <= before || now - before < Between)) continue;
            await using var db = await databases.CreateDbContextAsync(ct);
            var key = db.ApiKeys.Where(k => k.Id == use.Id);
            _ = use.IsOld
                ? await key.Where(k => k.OldLastUsedAt == null || k.OldLastUsedAt < at).ExecuteUpdateAsync(set => set.SetProperty(k => k.OldLastUsedAt, at), ct)
                : await key.Where(k => k.LastUsedAt == null || k.LastUsedAt < at).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, at), ct);
            _written[use] = now;
        }
    }

    internal void Note(Guid id, bool isOld, DateTimeOffset at) => _used[(id, isOld)] = at;
}
