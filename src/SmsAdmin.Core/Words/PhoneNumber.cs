using System.Diagnostics;
using PhoneNumbers;

namespace SmsAdmin.Core.Words;

/// <summary>
/// A number in international form. Equal by its digits; prints masked, so that a log line never holds a whole number.
/// </summary>
[DebuggerDisplay("{Masked}")]
public sealed class PhoneNumber : IEquatable<PhoneNumber>
{
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    private readonly Lazy<string> _international;

    private PhoneNumber(string digits, Func<string> international, int? callingCode, string? country, PhoneNumberKind kind)
    {
        Digits = digits;
        _international = new Lazy<string>(international);
        CallingCode = callingCode;
        Country = country;
        Kind = kind;
    }

    /// <summary>Without the plus, as Sinch answers it: <c>46701740605</c>.</summary>
    public string Digits { get; }

    /// <summary>With the plus, as we ask Sinch: <c>+46701740605</c>.</summary>
    public string E164 => "+" + Digits;

    /// <summary>Grouped as its country writes it: <c>+46 70 174 06 05</c>.</summary>
    public string International => _international.Value;

    /// <summary>46 for Sweden; null where the digits begin with no known code.</summary>
    public int? CallingCode { get; }

    /// <summary>ISO 3166 code, <c>001</c> for international networks; null where no country has given out such a number.</summary>
    public string? Country { get; }

    /// <summary>In English; null where <see cref="Country"/> is.</summary>
    public string? CountryName => Country is null ? null : Countries.NameOf(Country);

    public PhoneNumberKind Kind { get; }

    /// <summary>Country and first group, dots in its own grouping, last two digits: <c>+46 70 ••• •• 05</c>.</summary>
    public string Masked => PhoneNumberMask.Of(International, CallingCode);

    public string LastTwo => Digits.Length > 2 ? Digits[^2..] : Digits;

    public string LastFour => Digits.Length > 4 ? Digits[^4..] : Digits;

    /// <summary>Reads what a person or a program wrote.</summary>
    /// <param name="input">With <c>+</c> or <c>00</c>, or digits that can only be meant so; spaces, dashes, dots and brackets are let through.</param>
    /// <param name="suggestionCountry">ISO code of the country that the digits are tried in when they carry no country code, to suggest and never to assume.</param>
    public static PhoneNumberReading Parse(string? input, string? suggestionCountry = null) =>
        PhoneNumberReader.Read(input, suggestionCountry);

    /// <summary>
    /// Takes what Sinch answers (<c>12017777777</c>) without judging it: digits in no known plan are kept as they are.
    /// </summary>
    public static PhoneNumber FromDigits(string digits)
    {
        var kept = string.Concat(digits.Where(char.IsAsciiDigit));
        if (kept.Length is > 0 and <= PhoneNumberReader.MostDigits)
        {
            try
            {
                return FromLibrary(Library.Parse("+" + kept, null), kept);
            }
            catch (NumberParseException)
            {
                // A short code, or a country code that nobody has: kept raw below.
            }
        }

        return new PhoneNumber(kept, () => kept.Length == 0 ? "" : "+" + kept, null, null, PhoneNumberKind.Unknown);
    }

    /// <param name="parsed">As the library read it.</param>
    /// <param name="digits">What was written, if that shall be kept even where the library would drop a trunk zero.</param>
    internal static PhoneNumber FromLibrary(PhoneNumbers.PhoneNumber parsed, string? digits = null)
    {
        var canonical = Library.Format(parsed, PhoneNumberFormat.E164)[1..];
        if (digits is not null && digits != canonical)
            return new PhoneNumber(digits, () => "+" + digits, parsed.CountryCode, null, PhoneNumberKind.Unknown);

        var kind = Library.GetNumberType(parsed).ToKind();
        return new PhoneNumber(
            canonical,
            // Only people want it, and grouping costs more than reading.
            () => Library.Format(parsed, PhoneNumberFormat.INTERNATIONAL),
            parsed.CountryCode,
            kind == PhoneNumberKind.Unknown ? null : Library.GetRegionCodeForNumber(parsed),
            kind);
    }

    public override string ToString() => Masked;

    public bool Equals(PhoneNumber? other) => other is not null && Digits == other.Digits;

    public override bool Equals(object? obj) => Equals(obj as PhoneNumber);

    public override int GetHashCode() => Digits.GetHashCode(StringComparison.Ordinal);

    public static bool operator ==(PhoneNumber? left, PhoneNumber? right) => left?.Equals(right) ?? right is null;

    public static bool operator !=(PhoneNumber? left, PhoneNumber? right) => !(left == right);
}
