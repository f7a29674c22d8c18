using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Keys;

namespace SmsAdmin.Core.Credentials;

/// <summary>
/// The secret in the path of a plan's receipt webhook. Derived from one installation key and the plan's id, so that a
/// plan from the environment has one too and no secret is stored by plan.
/// </summary>
public sealed class WebhookSecrets(IDbContextFactory<AppDb> databases, IDataProtectionProvider ring)
{
    private readonly InstallationKey _key = new(databases, ring, "Webhook.Key", "SmsAdmin.Webhook.Key.v1");

    /// <summary>Opens the installation key, or makes one on the first start. Without the key ring there is none, and receipts are polled until it is back.</summary>
    public Task LoadAsync(CancellationToken ct) => _key.OpenAsync(ct);

    /// <summary>False while the key ring is gone: then nobody can say whose a secret is.</summary>
    public bool CanTell => _key.Bytes is not null;

    /// <summary>The plan's secret, 32 URL-safe characters; null while the key ring is gone.</summary>
    public string? For(Guid planId) => _key.Bytes is not { } key
        ? null
        : Convert.ToHexStringLower(HMACSHA256.HashData(key, planId.ToByteArray()).AsSpan(0, 16));

    /// <summary>Whose secret this is, compared in constant time; null for nobody's.</summary>
    public Guid? PlanOf(string secret, IEnumerable<Guid> planIds)
    {
        ArgumentNullException.ThrowIfNull(planIds);
        var given = Encoding.UTF8.GetBytes(secret);
        Guid? found = null;
        foreach (var id in planIds)
        {
            if (For(id) is { } known && CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(known))) found = id;
        }

        return found;
    }
}
