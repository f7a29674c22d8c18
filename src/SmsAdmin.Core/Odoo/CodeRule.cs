using System.Text.RegularExpressions;

namespace SmsAdmin.Core.Odoo;

/// <summary>
/// Tells the texts that carry a one-time code, which take the Otp lane, from all others. Odoo does not say which they
/// are. The rule is written down in docs/odoo-sms.md, with the texts that it takes for a code and that are none.
/// </summary>
public static partial class CodeRule
{
    /// <summary>A code comes in one SMS, and in few words.</summary>
    public const int Longest = 160;

    /// <summary>
    /// A text of one SMS with a word for a code and exactly one number that can be one, and no word of a shop's; or one
    /// whose last line is <c>@domain #123456</c>, which phones fill in by themselves.
    /// </summary>
    public static bool CarriesCode(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > Longest) return false;
        if (OriginBound().IsMatch(text)) return true;
        if (!Word().IsMatch(text) || Shop().IsMatch(text)) return false;
        var numbers = Number().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).Take(2).ToList();
        return numbers.Count == 1;
    }

    [GeneratedRegex(@"\n@[\w.-]+\.\w+ #\w{4,10}\s*$")]
    private static partial Regex OriginBound();

    // As people write to people, in the languages that Odoo's users send in most.
    [GeneratedRegex(
        @"\b(?:codes?|otp|pin|2fa|tan|passcode|one[- ]time|verification|verify|password|"
        + @"bestätigungs\w*|verifizierungs\w*|sicherheits\w*|einmal\w*|kennwort|passwort|"
        + @"mot de passe|vérification|código|codigo|clave|contraseña|codice|senha|"
        + @"kod|koden|kode|koodi|engångs\w*|engangs\w*|verificatie\w*|wachtwoord|"
        + @"код|пароль|κωδικός|رمز)\b|验证码|驗證碼|認証コード|인증번호",
        RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    // Codes that are meant to be kept, or shown at a till.
    [GeneratedRegex(
        @"%|\b(?:promo\w*|discount\w*|coupon\w*|voucher\w*|gift|rabatt\w*|gutschein\w*|remise|réduction|descuento|sconto|desconto|korting\w*|"
        + @"zip|postal|postcode|area code|country code|bar ?code|qr|sort code|dress code)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Shop();

    // 4 to 8 digits, in two halves too; not a part of a longer number, a date, a time, a price or an address of a page.
    [GeneratedRegex(@"(?<![\w+#€$£/.,:-])(?:[A-Z]-)?(?:\d{3}[ -]\d{3}|\d{4}[ -]\d{4}|\d{4,8})(?![\w€$£/:-]|[.,]\d| ?(?:EUR|USD|GBP|SEK|NOK|DKK|CHF|kr)\b| \d)")]
    private static partial Regex Number();
}
