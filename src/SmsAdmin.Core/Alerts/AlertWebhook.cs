using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;
using Secret = SmsAdmin.Core.Words.Secret;

namespace SmsAdmin.Core.Alerts;

/// <summary>Where alerts are posted, without the secret.</summary>
/// <param name="SecretLastFour">To tell one secret from another; null where posts are not signed.</param>
public sealed record AlertWebhookView(string? Url, string? SecretLastFour, bool AllowsPrivateHost);

/// <summary>The webhook that alerts are posted to: its address and the secret that signs its posts.</summary>
public sealed class AlertWebhook(
    IDbContextFactory<AppDb> databases, AddressGuard guard, CallbackOutbox outbox, AuditTrail audit, IDataProtectionProvider keys, TimeProvider clock)
{
    public const int ShortestSecret = 16;

    private const string SettingKey = "Alerts.Webhook";
    private readonly IDataProtector _protector = keys.CreateProtector("SmsAdmin.Alerts.Webhook.v1");

    public async Task<AlertWebhookView> ReadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var stored = await StoredAsync(db, ct);
        return new AlertWebhookView(stored?.Url, stored?.SecretLastFour, stored?.AllowsPrivateHost ?? false);
    }

    /// <summary>Sets where alerts go. An empty address ends it; an empty secret keeps the one that is stored.</summary>
    /// <returns>What is wrong with a field, or null when it was stored.</returns>
    public async Task<FieldFault?> ChangeAsync(string? url, string? secret, bool allowsPrivateHost, Actor by, CancellationToken ct)
    {
        (url, secret) = (url?.Trim() ?? "", secret?.Trim() ?? "");
        await using var db = await databases.CreateDbContextAsync(ct);
        var before = await StoredAsync(db, ct);
        if (url.Length == 0)
        {
            if (before is null) return null;
            await db.Settings.Where(s => s.Key == SettingKey).ExecuteDeleteAsync(ct);
            audit.Write(db, by, "alerts.webhook-removed", "Alert webhook", before: new { url = before.Url });
            await db.SaveChangesAsync(ct);
            return null;
        }

        if (await UrlFaultAsync(url, allowsPrivateHost, ct) is { } fault) return fault;
        if (secret.Length > 0 && secret.Length < ShortestSecret) return new FieldFault("webhookSecret", $"{ShortestSecret} characters or more. A receiver takes a post for ours by it.");
        if (secret.Length == 0 && before?.SecretCipher is null) return new FieldFault("webhookSecret", "Posts are signed with it. Type one, and give the same to the receiver.");
        var after = new Stored(
            url,
            secret.Length > 0 ? _protector.Protect(secret) : before!.SecretCipher,
            secret.Length > 0 ? new Secret(secret).LastFour : before!.SecretLastFour,
            allowsPrivateHost);
        await SetAsync(db, JsonSerializer.Serialize(after), ct);
        audit.Write(db, by, "alerts.webhook-changed", "Alert webhook",
            before: before is null ? null : new { url = before.Url, lastFour = before.SecretLastFour },
            after: new { url = after.Url, lastFour = after.SecretLastFour });
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Posts a test, so that somebody sees that it arrives. False where no webhook is set.</summary>
    public async Task<bool> TestAsync(Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await OpenAsync(db, ct) is not { } target) return false;
        var body = JsonSerializer.Serialize(new { @event = "alert_test", title = "A test of the alert webhook", since = clock.GetUtcNow().UtcDateTime });
        outbox.Add(db, new NewCallback("alert", target.Url, body, target.Secret, target.AllowsPrivateHost));
        audit.Write(db, by, "alerts.webhook-tested", "Alert webhook");
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>The last posts of alerts and what came of them, newest first.</summary>
    public async Task<IReadOnlyList<AlertPostView>> PostsAsync(int most, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.OutboundCallbacks.AsNoTracking().Where(c => c.Purpose == "alert").OrderByDescending(c => c.CreatedAt).Take(most)
            .Select(c => new AlertPostView(c.CreatedAt, c.State == OutboundState.Done, c.State == OutboundState.GivenUp, c.Attempts, c.Said, c.DueAt)).ToListAsync(ct);
    }

    /// <summary>The webhook with its secret opened, for posting. Null where none is set or the key ring is gone.</summary>
    internal async Task<Target?> OpenAsync(AppDb db, CancellationToken ct)
    {
        if (await StoredAsync(db, ct) is not { } stored) return null;
        try
        {
            return new Target(new Uri(stored.Url), new Secret(_protector.Unprotect(stored.SecretCipher)), stored.AllowsPrivateHost);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task<FieldFault?> UrlFaultAsync(string typed, bool allowsPrivateHost, CancellationToken ct)
    {
        if (!Uri.TryCreate(typed, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp) || typed.Length > 2048)
            return new FieldFault("webhookUrl", "The whole address, as https://alerts.example.com/hook.");
        if (url.UserInfo.Length > 0) return new FieldFault("webhookUrl", "Leave name and password out of the address. Posts are signed with the secret below.");
        return await guard.FaultAsync(url, allowsPrivateHost, ct) is { } fault ? new FieldFault("webhookUrl", fault) : null;
    }

    private static async Task<Stored?> StoredAsync(AppDb db, CancellationToken ct) =>
        await db.Settings.AsNoTracking().Where(s => s.Key == SettingKey).Select(s => s.Value).SingleOrDefaultAsync(ct) is { } json ? JsonSerializer.Deserialize<Stored>(json) : null;

    private static async Task SetAsync(AppDb db, string value, CancellationToken ct)
    {
        var row = await db.Settings.SingleOrDefaultAsync(s => s.Key == SettingKey, ct);
        if (row is null) db.Settings.Add(row = new Setting { Key = SettingKey, Value = "" });
        row.Value = value;
    }

    /// <summary>Where to post and what to sign with.</summary>
    internal sealed record Target(Uri Url, Secret Secret, bool AllowsPrivateHost);

    private sealed record Stored(string Url, string SecretCipher, string? SecretLastFour, bool AllowsPrivateHost);
}

/// <summary>A post to the alert webhook.</summary>
/// <param name="Said">What the last attempt came to.</param>
/// <param name="DueAt">When it is tried again, while it waits.</param>
public sealed record AlertPostView(DateTimeOffset CreatedAt, bool IsTaken, bool IsGivenUp, int Attempts, string? Said, DateTimeOffset DueAt);
