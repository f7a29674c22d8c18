using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Accounts;

/// <summary>The keys that programs come in with. Each change is one transaction with its audit entry.</summary>
public sealed class ApiKeys(IDbContextFactory<AppDb> databases, ApiKeyHashes hashes, ApiKeyDoor door, AuditTrail audit, TimeProvider clock)
{
    private const int LongestName = 100;
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(3650);

    /// <summary>Every key that was ever made, newest first.</summary>
    public async Task<IReadOnlyList<ApiKeyRow>> ListAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ApiKeys.AsNoTracking()
            .OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.Id)
            .Select(k => new ApiKeyRow(
                k.Id, k.Name, k.Prefix, k.PlanId, k.Scopes, k.CreatedBy, k.CreatedAt, k.ExpiresAt, k.LastUsedAt, k.RevokedAt, k.RevokedBy))
            .ToListAsync(ct);
    }

    /// <summary>Makes a key. What it answers is the only time that the key is seen.</summary>
    public async Task<ApiKeyOutcome> CreateAsync(ApiKeyDraft draft, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(by);
        FieldFault[] faults = [.. FaultsOf(draft)];
        if (faults.Length > 0) return new ApiKeyOutcome.Refused(faults);
        var (key, prefix) = ApiKeyText.Make();
        if (await hashes.OfAsync(key.Reveal(), ct) is not { } hash) return new ApiKeyOutcome.Refused("", ApiKeyHashes.RingIsGone);

        var now = clock.GetUtcNow();
        var made = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            Name = draft.Name.Trim(),
            Prefix = prefix,
            Hash = hash,
            PlanId = draft.PlanId,
            Scopes = draft.Scopes,
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
            scopes = string.Join(", ", draft.Scopes.Names()),
            expires = made.ExpiresAt?.ToString("u", CultureInfo.InvariantCulture),
        });
        await db.SaveChangesAsync(ct);
        return new ApiKeyOutcome.Created(made.Id, prefix, key);
    }

    /// <summary>Ends a key: at once in this process, within seconds in others. There is no way back.</summary>
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

        door.Forget(key.Prefix);
        return new ApiKeyOutcome.Revoked(id, key.Name);
    }

    private static IEnumerable<FieldFault> FaultsOf(ApiKeyDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Name)) yield return new FieldFault("name", "Give a name: log and audit show it for what the program does.");
        else if (draft.Name.Trim().Length > LongestName) yield return new FieldFault("name", $"Use at most {LongestName} characters.");
        else if (draft.Name.Any(char.IsControl)) yield return new FieldFault("name", "A name is one line of letters, digits and signs.");
        if (draft.Scopes == ApiScopes.None) yield return new FieldFault("scopes", "Choose at least one thing that the key may do.");
        if (draft.Lifetime is { } lifetime && (lifetime <= TimeSpan.Zero || lifetime > LongestLifetime))
            yield return new FieldFault("expires", "Between an hour and ten years from now, or never.");
    }
}
