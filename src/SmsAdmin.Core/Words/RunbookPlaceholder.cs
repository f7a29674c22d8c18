using System.Text.RegularExpressions;

namespace SmsAdmin.Core.Words;

/// <summary>Tells the examples of a runbook, pasted unfilled (<c>YOUR_SINCH_NUMBER</c>, <c>+1234567890</c>), from values.</summary>
public static partial class RunbookPlaceholder
{
    private const string Counting = "12345678901234567890";
    private const int FewestDigits = 9;

    public static bool Matches(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return false;
        var trimmed = text.Trim();
        return Pattern().IsMatch(trimmed) || IsCountedOut(trimmed);
    }

    // 123456789…, or one digit over and over.
    private static bool IsCountedOut(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (digits.Length < FewestDigits || text.Any(char.IsLetter)) return false;
        return Counting.StartsWith(digits, StringComparison.Ordinal)
            || Counting.StartsWith(digits[1..], StringComparison.Ordinal)
            || digits.All(digit => digit == digits[0]);
    }

    [GeneratedRegex(
        """^\+?your[_-]|^<.*>$|^\$?\{.*\}$|^\[.*\]$|^\+?[\d\s-]*x{3,}[x\s-]*$|change[_-]?me|replace[_-]?me|placeholder""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
