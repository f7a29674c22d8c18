using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Sinch;

/// <summary>
/// Checks that a callback comes from Sinch: Base64 of HMAC-SHA256 over body, dot, nonce, dot, timestamp. Offered per
/// service plan on request to Sinch. Nonces must be remembered by the caller: here none is. Source: Sinch's SDKs.
/// </summary>
public static class CallbackSignature
{
    public const string SignatureHeader = "x-sinch-webhook-signature";
    public const string TimestampHeader = "x-sinch-webhook-signature-timestamp";
    public const string NonceHeader = "x-sinch-webhook-signature-nonce";
    public const string AlgorithmHeader = "x-sinch-webhook-signature-algorithm";

    private const string Algorithm = "HmacSHA256";

    /// <param name="secret">Agreed with Sinch.</param>
    /// <param name="header">Gives a header by name, in whatever case.</param>
    /// <param name="body">The bytes as received, before any reading.</param>
    /// <param name="time">Our clock.</param>
    /// <param name="tolerance">How far the timestamp may be from our clock, either way.</param>
    public static SignatureCheck Verify(Secret secret, Func<string, string?> header, ReadOnlySpan<byte> body, TimeProvider time, TimeSpan tolerance)
    {
        if (header(SignatureHeader) is not { Length: > 0 } signature
            || header(TimestampHeader) is not { Length: > 0 } timestamp
            || header(NonceHeader) is not { Length: > 0 } nonce)
        {
            return SignatureCheck.Missing;
        }

        if (header(AlgorithmHeader) is { Length: > 0 } algorithm && !algorithm.Equals(Algorithm, StringComparison.OrdinalIgnoreCase))
            return SignatureCheck.OtherAlgorithm;

        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!Convert.TryFromBase64String(signature, claimed, out var length) || length != claimed.Length)
            return SignatureCheck.Wrong;

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret.Reveal()));
        hmac.AppendData(body);
        hmac.AppendData(Encoding.UTF8.GetBytes($".{nonce}.{timestamp}"));
        Span<byte> computed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hmac.GetHashAndReset(computed);
        if (!CryptographicOperations.FixedTimeEquals(computed, claimed))
            return SignatureCheck.Wrong;

        // Only now is the timestamp Sinch's word.
        return IsFresh(timestamp, time.GetUtcNow(), tolerance) ? SignatureCheck.Valid : SignatureCheck.Stale;
    }

    private static bool IsFresh(string timestamp, DateTimeOffset now, TimeSpan tolerance) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) <= (decimal)tolerance.TotalSeconds;
}

public enum SignatureCheck
{
    Valid,

    /// <summary>A header is not there: Sinch does not sign for this plan, or it is not Sinch.</summary>
    Missing,

    /// <summary>Signed in a way that we do not know.</summary>
    OtherAlgorithm,

    /// <summary>Another secret, or a body that was changed on the way.</summary>
    Wrong,

    /// <summary>Rightly signed, but too long ago or ahead of our clock.</summary>
    Stale,
}
