using MudBlazor;
using SmsAdmin.Core.Otp;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Otp;

/// <summary>How one state of a verification looks.</summary>
public sealed record VerificationLook(string Word, Tone Tone, string Icon, bool Loud)
{
    public static VerificationLook Of(VerificationRow row, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.State switch
        {
            VerificationState.Verified => new("Verified", Tone.Ok, Icons.Material.Outlined.CheckCircle, false),
            VerificationState.Cancelled => new("Cancelled", Tone.Idle, Icons.Material.Outlined.RemoveCircleOutline, false),
            VerificationState.Replaced => new("Replaced", Tone.Idle, Icons.Material.Outlined.RemoveCircleOutline, false),
            VerificationState.NotSent => new("Not sent", Tone.Bad, Icons.Material.Outlined.Block, true),
            _ when row.ExpiresAt <= now => new("Expired", Tone.Idle, Icons.Material.Outlined.TimerOff, false),
            _ => new("Waits for its code", Tone.Idle, Icons.Material.Outlined.Schedule, false),
        };
    }
}

/// <summary>What a person is told of a check and of a text that may not go out. Programs learn none of the first.</summary>
public static class VerificationWords
{
    /// <summary>What the last check came to; null where nothing was checked yet.</summary>
    public static (Tone Tone, string Title, string Says)? OfCheck(VerificationDetail verification, ViewerZone zone)
    {
        ArgumentNullException.ThrowIfNull(verification);
        ArgumentNullException.ThrowIfNull(zone);
        var row = verification.Row;
        var left = OtpRules.MostChecks - row.Checks;
        return row.LastCheck switch
        {
            null => null,
            CheckResult.Right => (Tone.Ok, "Verified", $"The code was right, {Figures.Duration(row.EndedAt - row.CreatedAt ?? TimeSpan.Zero)} after it was sent. It opens nothing any more."),
            CheckResult.Wrong when verification.LockedUntil is { } until => (Tone.Bad, "Wrong code, and now locked", Locked(until, zone)),
            CheckResult.Wrong when left <= 0 => (Tone.Bad, "Wrong code, and it was the last check", $"This code had its {OtpRules.MostChecks} checks. Start a new verification for a new code."),
            CheckResult.Wrong when row.ExpiresAt <= zone.Now || row.EndedAt is not null => (Tone.Bad, "Wrong code", "No other was entered before it was over. Start a new verification for a new code."),
            CheckResult.Wrong => (Tone.Bad, "Wrong code", $"Look at the text once more. {Figures.Count(left, "check")} of this code {(left == 1 ? "is" : "are")} left."),
            CheckResult.Used => (Tone.Bad, "This code was used before", "A code verifies once. Start a new verification for a new code."),
            CheckResult.Over => (Tone.Bad, "This code is not the one that counts", "The verification was cancelled, or a newer one took its place. Enter the code of the newest text."),
            CheckResult.Late => (Tone.Bad, "Too late", $"The code expired at {Figures.Clock(zone.Local(row.ExpiresAt))}. Start a new verification for a new code."),
            CheckResult.Exhausted => (Tone.Bad, "No check of this code is left", $"It had its {OtpRules.MostChecks}. Not even the right code is taken now; start a new verification."),
            _ => (Tone.Bad, "Locked", Locked(verification.LockedUntil ?? row.LastCheckAt!.Value, zone)),
        };
    }

    /// <summary>Why no text went out.</summary>
    public static (string Title, string Says)? NotSent(CodeOutcome outcome, ViewerZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return outcome switch
        {
            CodeOutcome.Sent or CodeOutcome.Invalid or CodeOutcome.Repeated { Of: not null } => null,
            CodeOutcome.Repeated => ("It is on its way", "The same press is still being sent. It stands in the list below in a moment."),
            CodeOutcome.TooMany many => ("No text may go out yet", $"{Why(many.Refusal.Limit)} The next one may go out at {Figures.Moment(zone.Local(many.Refusal.Until), zone.Local(zone.Now))}."),
            CodeOutcome.OverQuota over => ("Nothing was sent", $"All {Figures.Count(over.Quota.Limit)} messages of this {over.Quota.Name} are used. There is room again from {Figures.Moment(zone.Local(over.Quota.ResetsAt), zone.Local(zone.Now))}."),
            CodeOutcome.PlanNotReady not => ("Nothing was sent", not.Says),
            CodeOutcome.IsOver => ("Nothing was sent", "This verification is over, so its code is not sent again. Start a new one."),
            _ => ("Nothing was sent", "This verification is gone."),
        };
    }

    private static string Locked(DateTimeOffset until, ViewerZone zone) =>
        $"Ten wrong codes came for this number and purpose within 24 hours. Until {Figures.Moment(zone.Local(until), zone.Local(zone.Now))} not even the right one is taken.";

    private static string Why(SendLimit limit) => limit switch
    {
        SendLimit.TooSoon => "The last text to this number is too young.",
        SendLimit.NumberInHalfHour => $"{OtpRules.SendsInHalfHour} texts went to this number within half an hour.",
        SendLimit.NumberInDay => $"{OtpRules.SendsInDay} texts went to this number within a day.",
        _ => $"{OtpRules.SendsOfAddressInHour} texts were asked for from your address within an hour.",
    };
}
