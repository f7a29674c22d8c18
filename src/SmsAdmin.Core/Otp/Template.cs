using System.Globalization;
using System.Text.RegularExpressions;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Otp;

/// <summary>
/// The text that carries a code, with <c>{code}</c>, <c>{app}</c>, <c>{minutes}</c> and <c>{domain}</c> in it. Its last line
/// binds the code to a host, and is left out where the caller names none.
/// </summary>
/// <param name="Name">Which one and which version, as shown to people: <c>sv, standard</c>, <c>en sign-in, version 3</c>.</param>
public sealed partial record Template(string Locale, string Purpose, string Text, string Name)
{
    /// <summary>Binds the code to a host.</summary>
    public const string LastLine = "@{domain} #{code}";

    private const int Longest = 480;
    private static readonly string[] Fields = ["code", "app", "minutes", "domain"];

    /// <summary>What a preview and a check are written with.</summary>
    public static (string Code, string App, string Domain) Sample(int digits) => ("1234567890"[..digits], "Acme", "example.com");

    /// <summary>The text as it goes out.</summary>
    public string Write(string code, string app, TimeSpan life, string? domain) => Write(Text, code, app, life, domain);

    /// <summary>What is wrong with a text as somebody wrote it; null where codes can go out in it.</summary>
    public static FieldFault? FaultOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Says("Write the text that carries the code.");
        if (text.Length > Longest) return Says($"Use at most {Longest} characters: a code goes out in one part.");
        if (text.Any(sign => char.IsControl(sign) && sign != '\n')) return Says("Use letters, digits, signs and line breaks alone.");
        if (text.Contains("${", StringComparison.Ordinal)) return Says("Leave out ${: Sinch would look for a parameter of its own.");
        if (Field().Matches(text).Select(match => match.Groups[1].Value).FirstOrDefault(name => !Fields.Contains(name)) is { } unknown)
            return Says($"There is no {{{unknown}}}. There are {{code}}, {{app}}, {{minutes}} and {{domain}}.");
        if (!Explanation(text).Contains("{code}", StringComparison.Ordinal)) return Says("Write {code} above the last line too: that is where people read it.");
        if (Explanation(text).Contains("{domain}", StringComparison.Ordinal)) return Says("{domain} belongs into the last line alone: not every caller gives one.");
        var (code, app, domain) = Sample(OneTimeCodes.FewestDigits);
        return OriginBound.Parse(Write(text, code, app, TimeSpan.FromMinutes(5), domain)) == (domain, code)
            ? null
            : Says($"The last line has to be {LastLine} and nothing before it. Phones fill the code in by it.");
    }

    /// <summary>What it costs, written with the longest that it is likely to carry.</summary>
    public static TextMeasure Measure(string text, OtpPolicy policy, bool withDomain)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(policy);
        var (code, app, domain) = Sample(policy.Digits);
        return SmsText.Measure(Write(text, code, app, policy.Lifetime, withDomain ? domain : null));
    }

    /// <summary>A text filled in.</summary>
    public static string Write(string text, string code, string app, TimeSpan life, string? domain)
    {
        ArgumentNullException.ThrowIfNull(text);
        var chosen = domain is null ? Explanation(text) : text;
        var minutes = Math.Max(1, (int)life.TotalMinutes).ToString(CultureInfo.InvariantCulture);
        // In one go: what a value holds is never taken for a field.
        return Field().Replace(chosen, match => match.Groups[1].Value switch
        {
            "code" => code,
            "app" => app,
            "minutes" => minutes,
            "domain" => domain ?? "",
            _ => match.Value,
        });
    }

    // All but the line for the phone.
    private static string Explanation(string text)
    {
        var last = text.LastIndexOf('\n');
        return text[(last + 1)..].StartsWith('@') ? text[..Math.Max(last, 0)].TrimEnd('\n') : text;
    }

    private static FieldFault Says(string says) => new("text", says);

    [GeneratedRegex(@"\{([A-Za-z_]*)\}")]
    private static partial Regex Field();
}
