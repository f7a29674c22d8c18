using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Accounts;

/// <summary>The keys that programs come in with. Each change is one transaction with its audit entry.</summary>
public sealed class ApiKeys(IDbContextFactory<AppDb> databases, ApiKeyHashes hashes, ApiKeyDoor door, AuditTrail audit, TimeProvider clock)
{
    /// <summary>So long at most two secrets of one key may overlap.</summary>
    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(90);

    /// <summary>Every key that was ever made, newest first.</summary>
    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ApiKeys.AsNoTracking()
            .OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.Id)
            .Select(k => new ApiKeyRow(
                k.Id, k.Name, k.Prefix, k.PlanId, k.Scopes, k.CreatedBy, k.CreatedAt, k.ExpiresAt, k.LastUsedAt, k.RevokedAt, k.RevokedBy)
            {
                IsTest = k.IsTest,
                Networks = k.Networks,
                PerSecond = k.PerSecond,
                RepeatSeconds = k.RepeatSeconds,
                OldPrefix = k.OldPrefix,
                OldEndsAt = k.OldEndsAt,
                OldLastUsedAt = k.OldLastUsedAt,
            })
            .ToListAsync(ct);
    }

    /// <summary>Makes a key. What it answers is the only time that the key is seen.</summary>
    public async Task<ApiKeyOutcome> CreateAsync(ApiKeyDraft draft, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(by);
        if (await MadeBeforeAsync(draft, ct) is { } before) return before;
        FieldFault[] faults = [.. ApiKeyRules.FaultsOf(draft)];
        if (faults.Length > 0) return new ApiKeyOutcome.Refused(faults);
        var (key, prefix) = ApiKeyText.Make(draft.IsTest);
        if (await hashes.OfAsync(key.Reveal(), ct) is not { } hash) return new ApiKeyOutcome.Refused("", ApiKeyHashes.RingIsGone);

        var now = clock.GetUtcNow();
        var made = new ApiKey
        {
            Id = draft.Id ?? Guid.CreateVersion7(now),
            Name = draft.Name.Trim(),
            Prefix = prefix,
            Hash = hash,
            PlanId = draft.PlanId,
            Scopes = draft.Scopes,
            IsTest = draft.IsTest,
            Networks = ApiKeyNetworks.Read(draft.Networks).Networks?.ToString(),
            PerSecond = draft.PerSecond,
            RepeatSeconds = (int?)draft.RepeatWindow?.TotalSeconds,
            OdooConnectionId = draft.OdooConnectionId,
            CreatedBy = by.Name,
            CreatedAt = now,
            ExpiresAt = now + draft.Lifetime,
        };
        await using var db = await databases.CreateDbContextAsync(ct);
        db.ApiKeys.Add(made);
        audit.Write(db, by, "api-key.created", made.Name, made.Id, after: new
        {
            prefix,
            plan = draft.PlanName,
            kind = draft.IsTest ? "test" : "live",
            scopes = string.Join(", ", draft.Scopes.Names()),
            expires = made.ExpiresAt?.ToString("u", CultureInfo.InvariantCulture),
            networks = made.Networks,
            requests_per_second = made.PerSecond,
            repeat_window_seconds = made.RepeatSeconds,
        });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (draft.Id is not null)
        {
            // The same form at the same moment: the database has taken one of the two.
            if (await MadeBeforeAsync(draft, ct) is not { } first) throw;
            return first;
        }

        return new ApiKeyOutcome.Created(made.Id, prefix, key);
    }

    /// <summary>Gives a key a new secret. The one before opens the door for <paramref name="overlap"/> longer, so that no program stands outside meanwhile.</summary>
    /// <param name="overlap">None where the old secret is to end at once. One that was rotated out before ends in any case.</param>
    public async Task<ApiKeyOutcome> RotateAsync(Guid id, TimeSpan overlap, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (overlap < TimeSpan.Zero || overlap > LongestOverlap) return new ApiKeyOutcome.Refused("overlap", $"At most {LongestOverlap.TotalDays:0} days.");
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id, ct);
        if (key is null) return new ApiKeyOutcome.Refused("", "There is no such key.");
        if (key.RevokedAt is not null || key.ExpiresAt <= now) return new ApiKeyOutcome.Refused("", "It has ended. Make a new key.");
        var (secret, prefix) = ApiKeyText.Make(key.IsTest);
        if (await hashes.OfAsync(secret.Reveal(), ct) is not { } hash) return new ApiKeyOutcome.Refused("", ApiKeyHashes.RingIsGone);

        var oldEndsAt = now + overlap;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Pressed twice at once, one of them goes first and the other is told to look.
        var changed = await db.ApiKeys.Where(k => k.Id == id && k.Prefix == key.Prefix && k.RevokedAt == null).ExecuteUpdateAsync(
            set => set
                .SetProperty(k => k.OldPrefix, key.Prefix).SetProperty(k => k.OldHash, key.Hash)
                .SetProperty(k => k.OldEndsAt, oldEndsAt).SetProperty(k => k.OldLastUsedAt, key.LastUsedAt)
                .SetProperty(k => k.Prefix, prefix).SetProperty(k => k.Hash, hash).SetProperty(k => k.LastUsedAt, (DateTimeOffset?)null),
            ct);
        if (changed == 0) return new ApiKeyOutcome.Refused("", "Somebody else has just changed this key. Look again.");
        audit.Write(db, by, "api-key.rotated", key.Name, id, before: new { prefix = key.Prefix }, after: new { prefix, old_ends = oldEndsAt.ToString("u", CultureInfo.InvariantCulture) });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        door.Forget(key.Prefix, key.OldPrefix, prefix);
        return new ApiKeyOutcome.Rotated(id, key.Name, prefix, secret, key.Prefix, oldEndsAt);
    }

    /// <summary>Ends a key with all its secrets, at once in every instance. There is no way back.</summary>
    public async Task<ApiKeyOutcome> RevokeAsync(Guid id, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var db = await databases.CreateDbContextAsync(ct);
        var key = await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == id, ct);
        if (key is null) return new ApiKeyOutcome.Refused("", "There is no such key.");
        if (key.RevokedAt is null)
        {
            key.RevokedAt = clock.GetUtcNow();
            key.RevokedBy = by.Name;
            audit.Write(db, by, "api-key.revoked", key.Name, id, before: new { prefix = key.Prefix });
            await db.SaveChangesAsync(ct);
        }

        door.Forget(key.Prefix, key.OldPrefix);
        return new ApiKeyOutcome.Revoked(id, key.Name);
    }

    private async Task<ApiKeyOutcome?> MadeBeforeAsync(ApiKeyDraft draft, CancellationToken ct)
    {
        if (draft.Id is not { } id) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ApiKeys.Where(k => k.Id == id).Select(k => new ApiKeyOutcome.MadeBefore(k.Id, k.Name, k.Prefix)).SingleOrDefaultAsync(ct);
    }
}
