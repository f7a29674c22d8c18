using System.Globalization;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Web.Components.Pages.Credentials;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Odoo;

/// <summary>The module ipai_sms_gateway, pointed at us, in words.</summary>
internal static class GatewayWords
{
    /// <summary>What the reader agrees to by pointing it here.</summary>
    public static readonly string PointingMeans = string.Create(
        CultureInfo.InvariantCulture,
        $"SmsAdmin makes an API key for this database, writes it into a parameter there, and creates a provider that comes before the others. The same text to the same number within {GatewaySwitch.RepeatWindow.TotalMinutes:0} minutes is sent once, because the module repeats itself.");

    public const string TakingOffMeans = "Its provider is archived, the one before it sends again, and the key ends. What is queued here is still sent.";

    public static Told On(SwitchOutcome outcome) => outcome is SwitchOutcome.Failed failed
        ? OdooWords.Not(failed.Trouble)
        : new Told(Tone.Ok, "ipai_sms_gateway sends through SmsAdmin now", "Key and provider were written and read back: the proof stands below.");

    public static Told Off(SwitchOutcome outcome) => outcome switch
    {
        SwitchOutcome.Failed failed => OdooWords.Not(failed.Trouble),
        SwitchOutcome.Done { WasTheirs: true } => new Told(Tone.Ok, "Taken off", "Somebody had changed provider or parameter there, and that was left as it is. The key has ended."),
        _ => new Told(Tone.Ok, "Taken off", "Our provider is archived, the parameter is as it was, and the key has ended."),
    };

    public static Told Check(SwitchOutcome outcome, string? differs) => outcome switch
    {
        SwitchOutcome.Failed failed => new Told(Tone.Bad, $"Odoo could not be asked: {OdooWords.Name(failed.Trouble)}", $"{failed.Trouble.Says} {failed.Trouble.Next}"),
        SwitchOutcome.Done { WasTheirs: true } => new Told(Tone.Warn, "It is not as SmsAdmin set it", $"{differs} Point it here again, or take it off."),
        _ => new Told(Tone.Ok, "Provider and key are ours", "Its texts come here."),
    };

    /// <summary>How the reports to Odoo stand.</summary>
    public static string Reports(PostedReceipts reports)
    {
        var waiting = reports.Waiting switch { 0 => "none waits", 1 => "1 waits", var some => $"{Figures.Count(some)} wait" };
        var givenUp = reports.GivenUp == 0 ? "" : $", {Figures.Count(reports.GivenUp)} given up";
        return $"{waiting}{givenUp}{(reports.LastSaid is { } said ? $". Last attempt: {said}" : "")}";
    }
}
