using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>
/// Judges where an Odoo wants its receipts. The address comes with each call, from whoever knows the secret: only the
/// host of the connection, or of Odoo's own <c>web.base.url</c> as an administrator's key read it, is taken.
/// </summary>
public sealed class WebhookGuard(IDbContextFactory<AppDb> databases, AddressGuard addresses, AuditTrail audit, NativeTraffic traffic, TimeProvider clock)
{
    private const int LongestUrl = 2048;
    private static readonly TimeSpan ToldAgainAfter = TimeSpan.FromHours(1);

    /// <summary>Where receipts go; null where nobody wants them, or the address is refused, which is then audited.</summary>
    internal async Task<Uri?> JudgeAsync(NativeRoute route, string? url, Actor by, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(url)) return null;
        if (await FaultAsync(route, url, ct) is not { } why) return new Uri(url);
        await TellAsync(route, url, why, by, ct);
        return null;
    }

    private async Task<string?> FaultAsync(NativeRoute route, string written, CancellationToken ct)
    {
        if (written.Length > LongestUrl || !Uri.TryCreate(written, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            return "It is no http or https address.";
        if (url.UserInfo.Length > 0) return "It has a name or password in it.";
        if (!IsOf(route.Url, url) && !IsOf(route.WebBaseUrl, url)) return $"{url.Authority} is neither the host of this connection nor that of Odoo’s web.base.url as it was last read.";
        return await addresses.FaultAsync(url, route.AllowsPrivateHost, ct);
    }

    private static bool IsOf(string? known, Uri url) =>
        known is not null && Uri.TryCreate(known, UriKind.Absolute, out var its) && its.IdnHost.Equals(url.IdnHost, StringComparison.OrdinalIgnoreCase) && its.Port == url.Port;

    // Once an hour for the same reason: a mass mailing of a wrongly set Odoo would fill the audit.
    private async Task TellAsync(NativeRoute route, string url, string why, Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var row = await db.OdooRoutes.SingleAsync(r => r.ConnectionId == route.ConnectionId, ct);
        if (row.WebhookRefusedWhy == why && row.WebhookRefusedAt > now - ToldAgainAfter) return;
        (row.WebhookRefusedAt, row.WebhookRefusedWhy) = (now, why);
        audit.Write(db, by, "odoo.webhook-refused", route.Name, route.ConnectionId, after: new { url = Shown(url), why });
        await db.SaveChangesAsync(ct);
        traffic.Announce();
    }

    // A path or a query may hold somebody's secret.
    private static string Shown(string url) => Uri.TryCreate(url, UriKind.Absolute, out var read) && read.UserInfo.Length == 0 && read.Host.Length > 0
        ? read.GetLeftPart(UriPartial.Authority)
        : string.Create(CultureInfo.InvariantCulture, $"{url.Length:N0} characters that are no address");
}
