using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;
using Secret = SmsAdmin.Core.Words.Secret;

namespace SmsAdmin.Core.Credentials;

/// <summary>What a callback must prove beside the secret in its path. Sinch sets each up on request.</summary>
public enum CallbackProofKind
{
    None,

    /// <summary>Sinch signs each callback.</summary>
    Hmac,

    /// <summary>User name and password.</summary>
    Basic,

    /// <summary>A header of one's own with a value that only Sinch knows.</summary>
    Header,
}

/// <summary>A proof, opened for checking.</summary>
/// <param name="Name">The user of Basic or the header's name; empty for HMAC.</param>
public sealed record CallbackProof(CallbackProofKind Kind, string Name, Secret Secret);

/// <summary>A proof as people see it.</summary>
public sealed record CallbackProofView(CallbackProofKind Kind, string Name, string SecretLastFour);

/// <summary>What became of reading a plan's proof.</summary>
public abstract record ProofReading
{
    private ProofReading()
    {
    }

    /// <summary>The secret in the path is all.</summary>
    public sealed record NoneAsked : ProofReading;

    public sealed record Asked(CallbackProof Proof) : ProofReading;

    /// <summary>The key that closed it is not in the ring: nothing can be judged.</summary>
    public sealed record Unreadable : ProofReading;
}

/// <summary>Keeps, by plan, what its callbacks must prove.</summary>
public sealed class CallbackProofs(IDbContextFactory<AppDb> databases, PlanChanges changes, AuditTrail audit, IDataProtectionProvider keys)
{
    private readonly IDataProtector _protector = keys.CreateProtector("SmsAdmin.Plan.CallbackProof.v1");

    public async Task<CallbackProofView> ReadAsync(Guid planId, CancellationToken ct) => await OpenAsync(planId, ct) is ProofReading.Asked { Proof: var proof }
        ? new CallbackProofView(proof.Kind, proof.Name, proof.Secret.LastFour)
        : new CallbackProofView(CallbackProofKind.None, "", "");

    /// <summary>Opens a plan's proof for checking a callback.</summary>
    public async Task<ProofReading> OpenAsync(Guid planId, CancellationToken ct)
    {
        if (await CipherAsync(planId, ct) is not { } cipher) return new ProofReading.NoneAsked();
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(_protector.Unprotect(cipher))!;
            return new ProofReading.Asked(new CallbackProof(stored.Kind, stored.Name, new Secret(stored.Secret)));
        }
        catch (CryptographicException)
        {
            return new ProofReading.Unreadable();
        }
    }

    /// <summary>A plan's proof as it is stored, for those who have to know whether it is another one; null where none is asked.</summary>
    internal async Task<string?> CipherAsync(Guid planId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Plans.Where(p => p.Id == planId).Select(p => p.CallbackProofCipher).SingleOrDefaultAsync(ct);
    }

    /// <summary>Sets what callbacks of a plan must prove. An empty secret keeps the one that is stored for the same kind.</summary>
    /// <returns>What is wrong with a field, or null when it was stored.</returns>
    public async Task<FieldFault?> ChangeAsync(Guid planId, CallbackProofKind kind, string? name, string? secret, Actor by, CancellationToken ct)
    {
        (name, secret) = (kind is CallbackProofKind.Basic or CallbackProofKind.Header ? name?.Trim() ?? "" : "", secret ?? "");
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Plans.SingleOrDefaultAsync(p => p.Id == planId, ct) is not { } plan) return new FieldFault("", "This plan is gone. Load the page again.");
        var before = await ReadAsync(planId, ct);
        if (kind != CallbackProofKind.None)
        {
            if (NameFault(kind, name) is { } fault) return fault;
            if (secret.Length == 0 && before.Kind == kind && await OpenAsync(planId, ct) is ProofReading.Asked kept) secret = kept.Proof.Secret.Reveal();
            if (secret.Length == 0) return new FieldFault("secret", "Type what you agreed with Sinch.");
        }

        plan.CallbackProofCipher = kind == CallbackProofKind.None ? null : _protector.Protect(JsonSerializer.Serialize(new Stored(kind, name, secret)));
        var after = kind == CallbackProofKind.None ? new CallbackProofView(kind, "", "") : new CallbackProofView(kind, name, new Secret(secret).LastFour);
        audit.Write(db, by, "plan.callback-proof-changed", plan.Name, plan.Id, Told(before), Told(after));
        await db.SaveChangesAsync(ct);
        changes.Announce();
        return null;
    }

    private static FieldFault? NameFault(CallbackProofKind kind, string name) => kind switch
    {
        CallbackProofKind.Basic when name.Length == 0 || name.Contains(':', StringComparison.Ordinal) => new FieldFault("name", "The user name, without a colon."),
        CallbackProofKind.Header when name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') => new FieldFault("name", "The header’s name, as X-Callback-Key."),
        _ => null,
    };

    private static object Told(CallbackProofView view) => new { kind = view.Kind.ToString(), name = view.Name, lastFour = view.SecretLastFour };

    private sealed record Stored(CallbackProofKind Kind, string Name, string Secret);
}
