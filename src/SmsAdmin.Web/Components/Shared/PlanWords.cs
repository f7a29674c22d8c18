using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>What a service plan is and lacks, said to people.</summary>
public static class PlanWords
{
    /// <summary>A sender as it is read aloud: "+46 70 174 06 50", "72445", "Acme".</summary>
    public static string? Sender(string? sender) => SenderId.Parse(sender) is SenderReading.Valid { Sender: { Kind: SenderKind.Number } number }
        ? PhoneNumber.FromDigits(number.Value.TrimStart('+')).International
        : sender;

    /// <summary>"30 a second, 5,000 a day, 100,000 a month"</summary>
    public static string Limits(PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var day = plan.PerDay is { } perDay ? $"{Figures.Count(perDay)} a day" : null;
        var month = plan.PerMonth is { } perMonth ? $"{Figures.Count(perMonth)} a month" : null;
        return string.Join(", ", new[] { $"{Figures.Count(plan.PerSecond)}{(plan.CountsParts ? " parts" : "")} a second", day, month, day is null && month is null ? "no quota" : null }.OfType<string>());
    }

    /// <summary>The zone of its days as people know it: "Europe/Stockholm", "UTC".</summary>
    public static string Zone(PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.TimeZone.Replace("Etc/", "", StringComparison.Ordinal);
    }

    /// <summary>Why it sends nothing, in the few words that a bar has room for; null when it can send.</summary>
    public static string? Problem(PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Readiness switch
        {
            PlanReadiness.NoRegion => "Sends nothing: region not known",
            PlanReadiness.NotVerified => "Sends nothing: not verified",
            PlanReadiness.TokenUnreadable => "Sends nothing: token cannot be opened",
            PlanReadiness.Paused => "Sending is paused",
            _ => null,
        };
    }

    /// <summary>The chip of a plan's card.</summary>
    public static (Tone Tone, string Word) Readiness(PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Readiness switch
        {
            PlanReadiness.NoRegion => (Tone.Warn, "Incomplete: no region"),
            PlanReadiness.NotVerified => (plan.CheckedAt is null ? Tone.Warn : Tone.Bad, "Not verified"),
            PlanReadiness.TokenUnreadable => (Tone.Bad, "Token cannot be opened"),
            PlanReadiness.Paused => (Tone.Bad, "Paused"),
            // The environment's plan works at once; that Sinch takes it is known only after a check.
            _ when plan is { Source: PlanSource.Environment, CheckedAt: null } => (Tone.Idle, "Not checked yet"),
            _ when plan.CheckedAt is not null && !Works(plan) => (Tone.Warn, "Last check failed"),
            _ => (Tone.Ok, "Verified"),
        };
    }

    /// <summary>Whether the last check was answered well.</summary>
    public static bool Works(PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.CheckedHttpStatus is >= 200 and < 300;
    }
}
