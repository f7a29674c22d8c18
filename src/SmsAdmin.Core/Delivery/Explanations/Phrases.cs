using System.Globalization;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>This account's own facts as parts of sentences.</summary>
/// <param name="plan">The plan that asked.</param>
/// <param name="message">Null where a plan only asked, and sent nothing.</param>
internal sealed class Phrases(PlanFacts plan, ExplainFacts? message)
{
    public PlanFacts Facts => plan;

    public string Plan => plan.Name;

    public string PlanId => PlanView.Shorten(plan.ServicePlanId);

    public string Region => plan switch
    {
        { Region: { } region } => $"region {region}",
        { Host: { } host } => $"host {host}",
        _ => "no region yet",
    };

    public string Host => plan.Host ?? "Sinch’s host";

    /// <summary>At the head of a sentence.</summary>
    public string TheHost => plan.Host is { } host ? $"The host {host}" : "Sinch’s host";

    /// <summary>Acme EU, region eu.</summary>
    public string Here => $"{Plan}, {Region}";

    public string Sender => SenderText is { } sender ? $"sender {sender}" : "the sender that Sinch chooses";

    public string? SenderText => Show(message?.From ?? plan.Sender);

    public string NotTheSender => $"{char.ToUpperInvariant(Sender[0])}{Sender[1..]} has no part in it.";

    /// <summary>All that Sinch needs in order to find the account.</summary>
    public string Account => $"plan {PlanId} ({Plan}), {Region}, {Sender}";

    /// <summary>Where the cause lies with the recipient.</summary>
    public string OursIsRight => $"Nothing has to change at your end: {Here}, and {Sender} did their part.";

    /// <summary>With commas, for the middle of a sentence.</summary>
    public string Recipient => message is null ? "the recipient’s number," : $"the recipient, {Number},";

    public string Number => message?.ShownNumber ?? message?.To.Masked ?? "the number";

    public string Country => message?.To is { } to ? CountryPhrase.Of(to) : "the recipient’s country";

    public string? CountryCode => message?.To.Country;

    public bool ToUnitedStates => CountryCode == "US";

    public bool IsTrial => plan.Kind == PlanKind.Trial;

    public bool IsVerified => message is not null && plan.HasVerified(message.To);

    public bool IsLandline => message?.To.Kind == PhoneNumberKind.FixedLine;

    /// <summary>True where the sender is made of letters, which no operator of the United States and Canada takes.</summary>
    public bool LettersToNorthAmerica =>
        CountryCode is "US" or "CA" && SenderId.Parse(message?.From ?? plan.Sender) is SenderReading.Valid { Sender.IsOneWayAndNotForNorthAmerica: true };

    /// <summary>3 parts, 201 characters in UCS-2.</summary>
    public string Size => message is null
        ? ""
        : $"{Count(message.Parts, "part")}, {Count(message.Characters, "character")} in {(message.IsUnicode ? "UCS-2" : "GSM-7")}";

    public bool IsUnicode => message?.IsUnicode == true;

    /// <summary>What to do while an answer is missing. A question sends nothing, so it may simply be asked again.</summary>
    public string WaitForIt => message is null
        ? "Ask again in a moment; nothing was sent."
        : "Nothing for now: SmsAdmin looks it up by its reference before anything is sent again, so nobody gets it twice.";

    /// <summary>What to do where the request certainly did not arrive.</summary>
    public string TryAgain => message is null
        ? $"Then ask again; nothing was sent. {NotTheSender}"
        : $"Nothing was sent, so SmsAdmin tries again {NextTry} with {Sender}.";

    public string SlowDown => message is null
        ? "Ask again in a moment; nothing was sent."
        : $"Nothing: SmsAdmin slows down and tries again {NextTry}.";

    /// <summary>A sentence that only matters where a message was under way.</summary>
    public string OfMessage(string sentence) => message is null ? "" : " " + sentence;

    public string Lane => message is null ? "" : message.Lane == Words.Lane.Otp ? "one-time code" : message.Lane.ToString();

    public string NextTry => message?.DueAt is { } due ? $"at {At(due)}" : "by itself";

    public string WaitingToo => message?.Account.Waiting switch
    {
        null => "The message waits and is not lost.",
        0 or 1 => "This message waits and is not lost.",
        { } waiting => $"{Grouped(waiting)} messages wait and none is lost.",
    };

    public string Attempt => message is { Attempts: > 0 } ? $"attempt {Grouped(message.Attempts)}" : "the first attempt";

    public string At(DateTimeOffset at)
    {
        var shown = message?.Zone is { } zone ? TimeZoneInfo.ConvertTime(at, zone) : at.ToUniversalTime();
        return shown.ToString("HH:mm:ss 'on' d MMM", CultureInfo.InvariantCulture) + (message?.Zone is null ? " UTC" : "");
    }

    public static string Count(int many, string what) => $"{Grouped(many)}\u00A0{what}{(many == 1 ? "" : "s")}";

    public static string Grouped(int many) => many.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>One figure and its unit: 420 ms, 1.3 s, 12 min, 5 h, 3 days.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalMilliseconds: < 999.5 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalMilliseconds):0}\u00A0ms"),
        { TotalSeconds: < 9.95 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#}\u00A0s"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0}\u00A0s"),
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes}\u00A0min",
        { TotalHours: < 48 } => $"{(int)span.TotalHours}\u00A0h",
        _ => $"{(int)span.TotalDays}\u00A0days",
    };

    private static string? Show(string? sender) => sender switch
    {
        null or "" => null,
        ['+', ..] => PhoneNumber.FromDigits(sender).International,
        _ => sender,
    };
}
