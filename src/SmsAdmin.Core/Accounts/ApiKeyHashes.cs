using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Keys;

namespace SmsAdmin.Core.Accounts;

/// <summary>Turns keys into what is stored of them. Without the key ring, who has the database cannot even try keys against it.</summary>
public sealed class ApiKeyHashes(IDbContextFactory<AppDb> databases, IDataProtectionProvider ring)
{
    internal const string RingIsGone = "The key ring that API keys are checked with is gone. Put the right ring back and restart.";

    private readonly InstallationKey _key = new(databases, ring, "ApiKeys.Key", "SmsAdmin.ApiKeys.Key.v1");

    /// <summary>Null while the key ring is gone.</summary>
    internal async ValueTask<byte[]?> OfAsync(string key, CancellationToken ct) =>
        (_key.Bytes ?? await _key.OpenAsync(ct)) is { } installationKey ? ApiKeyText.Hash(installationKey, key) : null;
}
