using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Callbacks;

/// <summary>
/// How a receiver knows that a post is ours: <c>SmsAdmin-Signature: t=1763899200,v1=…</c>, where v1 is the lower-case
/// hex of HMAC-SHA256 over the timestamp, a dot and the body as posted. Written down in docs/alerts.md.
/// </summary>
public static class OutboundSignature
{
    public const string Header = "SmsAdmin-Signature";

    /// <summary>The header's value for a body that is posted at <paramref name="at"/>.</summary>
    public static string Of(Secret secret, string body, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), Encoding.UTF8.GetBytes($"{timestamp}.{body}"));
        return $"t={timestamp},v1={Convert.ToHexStringLower(hash)}";
    }
}
