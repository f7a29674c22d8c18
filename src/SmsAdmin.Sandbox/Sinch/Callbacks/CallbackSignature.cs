using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace SmsAdmin.Sandbox.Sinch.Callbacks;

/// <summary>HMAC over <c>body.nonce.timestamp</c>, in four headers.</summary>
internal static class CallbackSignature
{
    public static void Sign(HttpRequestHeaders headers, string secret, byte[] body, DateTimeOffset at)
    {
        var nonce = Ulid.NewUlid(at).ToString();
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        headers.Add("x-sinch-webhook-signature", Compute(secret, body, nonce, timestamp));
        headers.Add("x-sinch-webhook-signature-timestamp", timestamp);
        headers.Add("x-sinch-webhook-signature-nonce", nonce);
        headers.Add("x-sinch-webhook-signature-algorithm", "HmacSHA256");
    }

    public static string Compute(string secret, byte[] body, string nonce, string timestamp)
    {
        byte[] signed = [.. body, .. Encoding.UTF8.GetBytes($".{nonce}.{timestamp}")];
        return Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }
}
