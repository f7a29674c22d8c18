using System.Net;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Otp;

/// <summary>What a verification may be asked with, before anything is counted or sent.</summary>
public static class VerificationRules
{
    public const int LongestPurpose = 32;
    public const int LongestAppName = 40;
    public const int LongestContext = 200;

    /// <summary>Longer than any code, with room for the blanks that people type.</summary>
    public const int LongestCode = 32;

    private const int LongestHost = 253;
    private const int LongestLocale = 20;

    internal static (PhoneNumber? To, IReadOnlyList<FieldFault> Faults) Check(NewVerification request, PlanView plan)
    {
        var (to, _, faults) = Recipients.Read(request.To, null, plan);
        var all = new List<FieldFault>(faults);
        if (to is not null && NumberFault(to, plan) is { } number) all.Add(number);
        if (!IsPurpose(request.Purpose)) all.Add(new FieldFault("purpose", $"Use lower-case letters, digits and dashes, at most {LongestPurpose}, as sign-in."));
        if (request.Locale is { } locale && !IsLocale(locale)) all.Add(new FieldFault("locale", "Give a language, as sv or sv-SE."));
        if (request.AppName is { } app && AppNameFault(app) is { } name) all.Add(new FieldFault("app_name", name));
        if (request.Domain is { } domain && !IsHost(domain)) all.Add(new FieldFault("domain", "Give the host that the code is entered on, as shop.example.com: no scheme, port or path."));
        if (request.EndUserAddress is { } address && !IPAddress.TryParse(address, out _)) all.Add(new FieldFault("end_user_ip", "Give an IPv4 or IPv6 address."));
        if (request.Context is { } context && (context.Length is 0 or > LongestContext || context.Any(char.IsControl)))
            all.Add(new FieldFault("context", $"Give 1 to {LongestContext} characters, no line breaks."));
        return (to, all);
    }

    /// <summary>Letters, digits and inner dashes.</summary>
    internal static bool IsPurpose(string? purpose) =>
        purpose is { Length: > 0 and <= LongestPurpose } && purpose.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-') && purpose[0] != '-' && purpose[^1] != '-';

    internal static bool IsLocale(string locale) =>
        locale.Length <= LongestLocale && locale.Split('-') is [{ Length: 2 or 3 } language, .. var rest]
        && language.All(char.IsAsciiLetter) && rest.All(part => part.Length is >= 2 and <= 8 && part.All(char.IsAsciiLetterOrDigit));

    /// <summary>A name of labels with a dot between, which browsers compare with the page's own.</summary>
    internal static bool IsHost(string host) =>
        host.Length <= LongestHost && host.Split('.') is { Length: > 1 } labels
        && Array.TrueForAll(labels, label => label is { Length: > 0 and <= 63 } && label[0] != '-' && label[^1] != '-' && label.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-'));

    private static string? AppNameFault(string app) => app switch
    {
        { Length: > LongestAppName } => $"Use at most {LongestAppName} characters.",
        _ when string.IsNullOrWhiteSpace(app) || app.Any(char.IsControl) => "Give a name in one line.",
        // Sinch would look for a parameter, and a phone for a host.
        _ when app.Contains("${", StringComparison.Ordinal) || app.Contains('@', StringComparison.Ordinal) || app.Contains('#', StringComparison.Ordinal) => "Leave out @, # and ${.",
        _ => null,
    };

    private static FieldFault? NumberFault(PhoneNumber to, PlanView plan) => to.Kind switch
    {
        PhoneNumberKind.Premium or PhoneNumberKind.SharedCost or PhoneNumberKind.Pager =>
            new FieldFault("to", "Codes do not go to premium-rate, shared-cost or pager numbers. Give a mobile number."),
        _ when !plan.Opens(to.Country) =>
            new FieldFault("to", $"{plan.Name} sends no codes to {to.CountryName ?? "this country"}. An administrator opens countries under Credentials, Edit."),
        _ => null,
    };
}
