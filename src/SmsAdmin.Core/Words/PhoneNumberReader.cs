using System.Globalization;
using System.Text;
using PhoneNumbers;

namespace SmsAdmin.Core.Words;

/// <summary>The rules by which <see cref="PhoneNumber.Parse"/> reads.</summary>
internal static class PhoneNumberReader
{
    /// <summary>E.164: at most 15 digits, country code included.</summary>
    public const int MostDigits = 15;

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    public static PhoneNumberReading Read(string? input, string? suggestionCountry)
    {
        if (string.IsNullOrWhiteSpace(input)) return new PhoneNumberReading.Empty();
        if (RunbookPlaceholder.Matches(input)) return new PhoneNumberReading.Placeholder();
        if (Strip(input, out var written) is { } fault) return fault;

        if (written.StartsWith('+')) return ReadInternational(written[1..]);
        if (written.StartsWith("00", StringComparison.Ordinal)) return ReadInternational(written[2..]);
        return ReadBare(written, suggestionCountry);
    }

    /// <summary>Leaves a plus and digits; null when nothing else was in the way.</summary>
    private static PhoneNumberReading? Strip(string input, out string written)
    {
        var kept = new StringBuilder(input.Length);
        PhoneNumberReading? fault = null;
        foreach (var rune in input.EnumerateRunes())
        {
            var digit = Rune.IsDigit(rune) ? (int)Rune.GetNumericValue(rune) : -1;
            if (digit >= 0) kept.Append((char)('0' + digit));
            else if (Rune.IsLetter(rune)) fault = new PhoneNumberReading.HasLetters();
            else if (rune.Value is '+' or '\uFF0B' && kept.Length == 0) kept.Append('+');
            else if (!IsPunctuation(rune)) fault ??= new PhoneNumberReading.HasOtherCharacter(rune);
        }

        written = kept.ToString();
        if (fault is null && written.AsSpan().Trim('+').IsEmpty) fault = new PhoneNumberReading.Empty();
        return fault;
    }

    // Format characters come along unseen when a number is copied from an address book.
    private static bool IsPunctuation(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || rune.Value is '.' or '(' or ')' or '[' or ']' or '/' or '\u00B7'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format
        || rune.Value == '\u2212';

    private static PhoneNumberReading ReadBare(string digits, string? suggestionCountry)
    {
        var suggestion = suggestionCountry is null ? null : ValidIn(digits, suggestionCountry);
        var meansInternational = suggestion is null && digits[0] != '0' && ValidIn("+" + digits, null) is not null;
        return meansInternational ? ReadInternational(digits) : new PhoneNumberReading.NoCountryCode(suggestion);
    }

    private static PhoneNumber? ValidIn(string written, string? country)
    {
        try
        {
            var parsed = Library.Parse(written, country);
            return Library.IsValidNumber(parsed) ? PhoneNumber.FromLibrary(parsed) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static PhoneNumberReading ReadInternational(string digits)
    {
        PhoneNumbers.PhoneNumber parsed;
        try
        {
            parsed = Library.Parse("+" + digits, null);
        }
        catch (NumberParseException fault)
        {
            return fault.ErrorType switch
            {
                ErrorType.INVALID_COUNTRY_CODE => new PhoneNumberReading.UnknownCountryCode(),
                ErrorType.TOO_LONG => new PhoneNumberReading.TooLong(null),
                _ => new PhoneNumberReading.TooShort(null),
            };
        }

        if (!Library.IsValidNumber(parsed)) return WhyInvalid(parsed);
        var number = PhoneNumber.FromLibrary(parsed);
        return number.Kind == PhoneNumberKind.FixedLine
            ? new PhoneNumberReading.Landline(number)
            : new PhoneNumberReading.Valid(number);
    }

    private static PhoneNumberReading WhyInvalid(PhoneNumbers.PhoneNumber parsed)
    {
        var country = Library.GetRegionCodeForCountryCode(parsed.CountryCode);
        var name = Countries.NameOf(country);
        return Library.IsPossibleNumberWithReason(parsed) switch
        {
            PhoneNumberUtil.ValidationResult.TOO_LONG => new PhoneNumberReading.TooLong(name),
            PhoneNumberUtil.ValidationResult.TOO_SHORT or PhoneNumberUtil.ValidationResult.IS_POSSIBLE_LOCAL_ONLY =>
                new PhoneNumberReading.TooShort(name),
            // Between two lengths that the country knows: a mobile number is the measure.
            PhoneNumberUtil.ValidationResult.INVALID_LENGTH => LongerThanMobile(parsed, country)
                ? new PhoneNumberReading.TooLong(name)
                : new PhoneNumberReading.TooShort(name),
            _ => new PhoneNumberReading.NotAssigned(country, name),
        };
    }

    private static bool LongerThanMobile(PhoneNumbers.PhoneNumber parsed, string country)
    {
        var example = Library.GetExampleNumberForType(country, PhoneNumberType.MOBILE);
        return example is not null
            && Library.GetNationalSignificantNumber(parsed).Length > Library.GetNationalSignificantNumber(example).Length;
    }
}
