using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>What a number is, said to people.</summary>
public static class NumberWords
{
    private const int LongestShortCode = 7;

    /// <summary>"Sweden, mobile number"; only the country where the kind is not known.</summary>
    public static string Of(PhoneNumber number)
    {
        ArgumentNullException.ThrowIfNull(number);
        var country = number.CountryName ?? "Unknown country";
        return Of(number.Kind) is { } kind ? $"{country}, {kind}" : country;
    }

    /// <summary>A sender as people read it: numbers in groups, letters and short codes as they are.</summary>
    public static string? Sender(string? sender) =>
        sender is ['+', ..] ? PhoneNumber.FromDigits(sender).International : sender;

    /// <summary>What came from or went to something that Sinch names by its digits alone: numbers in groups, short codes and letters as they are.</summary>
    public static string Party(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var digits = name.TrimStart('+');
        return digits.Length > LongestShortCode && digits.All(char.IsAsciiDigit) ? PhoneNumber.FromDigits(digits).International : name;
    }

    private static string? Of(PhoneNumberKind kind) => kind switch
    {
        PhoneNumberKind.Mobile => "mobile number",
        PhoneNumberKind.FixedLine => "landline",
        PhoneNumberKind.FixedLineOrMobile => "mobile number or landline",
        PhoneNumberKind.TollFree => "toll-free number",
        PhoneNumberKind.Premium => "premium-rate number",
        PhoneNumberKind.SharedCost => "shared-cost number",
        PhoneNumberKind.InternetTelephony => "internet telephony",
        PhoneNumberKind.Personal => "personal number",
        PhoneNumberKind.Pager => "pager",
        PhoneNumberKind.CompanyWide => "company number",
        PhoneNumberKind.Voicemail => "voicemail",
        _ => null,
    };
}
