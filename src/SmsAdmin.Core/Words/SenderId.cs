using System.Text;

namespace SmsAdmin.Core.Words;

/// <summary>What kind of sender it is.</summary>
public enum SenderKind
{
    /// <summary>A number in international form.</summary>
    Number,
    ShortCode,
    Alphanumeric,
}

/// <summary>
/// The <c>from</c> of a message: a number, a short code or letters. The lengths are those of Sinch's SMPP and HTTP
/// documents (number at most 18 digits, short code 16, alphanumeric 11); XMS itself says only "must be valid".
/// </summary>
public sealed record SenderId
{
    public const int LongestAlphanumeric = 11;
    public const int LongestNumber = 18;
    public const int LongestShortCode = 16;
    public const int ShortestShortCode = 3;
    public const int ShortestNumber = 7;

    private SenderId(string value, SenderKind kind)
    {
        Value = value;
        Kind = kind;
    }

    /// <summary>As it goes out: <c>+46701740605</c>, <c>72345</c> or <c>Acme</c>.</summary>
    public string Value { get; }

    public SenderKind Kind { get; }

    /// <summary>Letters cannot be answered, and operators in the United States and Canada refuse them.</summary>
    public bool IsOneWayAndNotForNorthAmerica => Kind == SenderKind.Alphanumeric;

    public static SenderReading Parse(string? input)
    {
        var text = input?.Trim() ?? "";
        if (text.Length == 0) return new SenderReading.Empty();
        if (RunbookPlaceholder.Matches(text)) return new SenderReading.Placeholder();
        return IsNumeric(text) ? ReadNumeric(text) : ReadAlphanumeric(text);
    }

    public override string ToString() => Value;

    private static bool IsNumeric(string text) =>
        text.Any(char.IsAsciiDigit) && text.All(c => char.IsAsciiDigit(c) || char.IsWhiteSpace(c) || c is '+' or '-' or '.' or '(' or ')');

    private static SenderReading ReadNumeric(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (digits.Length > LongestNumber) return new SenderReading.NumericTooLong(digits.Length);
        if (text.Contains('+'))
        {
            return digits.Length < ShortestNumber
                ? new SenderReading.NumericTooShort(digits.Length)
                : new SenderReading.Valid(new SenderId("+" + digits, SenderKind.Number));
        }

        if (digits.Length < ShortestShortCode) return new SenderReading.NumericTooShort(digits.Length);
        return PhoneNumber.FromDigits(digits) is { Country: not null } number
            ? new SenderReading.Valid(new SenderId(number.E164, SenderKind.Number))
            : ReadShortCode(digits);
    }

    private static SenderReading ReadShortCode(string digits) => digits.Length > LongestShortCode
        ? new SenderReading.NumericTooLong(digits.Length)
        : new SenderReading.Valid(new SenderId(digits, SenderKind.ShortCode));

    private static SenderReading ReadAlphanumeric(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsBmp || Rune.IsControl(rune) || !GsmAlphabet.IsBasic((char)rune.Value))
                return new SenderReading.CharacterNotGsm(rune);
        }

        return text.Length > LongestAlphanumeric
            ? new SenderReading.AlphanumericTooLong(text.Length)
            : new SenderReading.Valid(new SenderId(text, SenderKind.Alphanumeric));
    }
}
