using System.Buffers;

namespace SmsAdmin.Sandbox.Sinch.Wire;

/// <summary>
/// Numbers and ids as they stand in a request. A number comes as <c>+46…</c>, <c>46…</c> or <c>0046…</c> with spaces,
/// dashes and brackets, and goes out as digits only.
/// </summary>
internal static class Msisdn
{
    private const int ShortestNumber = 7;
    private const int LongestNumber = 15;
    private const int LongestSender = 18;
    private const int LongestAlphanumericSender = 11;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool TryRead(string text, out string digits)
    {
        digits = Digits(text) ?? "";
        if (digits.StartsWith("00", StringComparison.Ordinal) && !text.TrimStart().StartsWith('+'))
            digits = digits[2..];
        return digits.Length is >= ShortestNumber and <= LongestNumber && digits[0] != '0';
    }

    /// <summary>The two lengths that Sinch's ids have had: 16 characters of base64-url, 26 of a ULID.</summary>
    public static bool LooksLikeId(string text) => text.Length is 16 or 26 && !text.AsSpan().ContainsAnyExcept(IdCharacters);

    public static bool IsSafeInPath(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(IdCharacters);

    /// <summary>A sender: a number, a short code, or up to 11 characters of the GSM alphabet.</summary>
    public static bool TryReadSender(string text, out string sender)
    {
        if (Digits(text) is { Length: >= 3 and <= LongestSender } digits)
        {
            sender = digits;
            return true;
        }
        sender = text;
        return text.Length is > 0 and <= LongestAlphanumericSender && text.Any(char.IsLetter) && Text.GsmAlphabet.Holds(text);
    }

    private static string? Digits(string text)
    {
        if (text.All(char.IsAsciiDigit))
            return text;
        var trimmed = text.Trim();
        var rest = trimmed.StartsWith('+') ? trimmed[1..] : trimmed;
        var digits = new string([.. rest.Where(c => c is not (' ' or '-' or '(' or ')'))]);
        return digits.All(char.IsAsciiDigit) ? digits : null;
    }
}
