namespace SmsAdmin.Core.Words;

/// <summary>A number as somebody types it to find it: whole, or by its last four digits, as support staff see it.</summary>
/// <param name="LastFour">By which a whole number is found too: one index serves both.</param>
/// <param name="E164">With the plus; null where only four digits were given.</param>
public sealed record NumberSearch(string LastFour, string? E164)
{
    /// <summary>Reads it with whatever stands between the digits, and <c>00</c> for the plus.</summary>
    public static NumberSearch Of(string search)
    {
        ArgumentNullException.ThrowIfNull(search);
        var digits = new string([.. search.Where(char.IsAsciiDigit)]);
        if (digits.Length == 4) return new NumberSearch(digits, null);
        if (digits.StartsWith("00", StringComparison.Ordinal)) digits = digits[2..];
        return new NumberSearch(digits.Length > 4 ? digits[^4..] : digits, "+" + digits);
    }
}
