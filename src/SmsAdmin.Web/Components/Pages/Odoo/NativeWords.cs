using SmsAdmin.Core.Odoo;
using SmsAdmin.Web.Components.Pages.Credentials;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Odoo;

/// <summary>Native sending in words.</summary>
internal static class NativeWords
{
    public static Told On(SwitchOutcome outcome) => outcome is SwitchOutcome.Failed failed
        ? OdooWords.Not(failed.Trouble)
        : new Told(Tone.Ok, "Odoo’s SMS go out through SmsAdmin now", "The parameter was written and read back. Send one in Odoo to see it come.");

    public static Told Off(SwitchOutcome outcome, string? former) => outcome switch
    {
        SwitchOutcome.Failed failed => OdooWords.Not(failed.Trouble),
        SwitchOutcome.Done { WasTheirs: true } => new Told(Tone.Ok, "Switched off", "Odoo had another address by then, which was left as it is."),
        _ => new Told(Tone.Ok, "Switched off", former is null ? "Odoo’s SMS go to Odoo’s own service again." : $"Odoo’s SMS go to {former} again."),
    };

    public static Told Check(SwitchOutcome outcome) => outcome switch
    {
        SwitchOutcome.Failed failed => new Told(Tone.Bad, $"Odoo could not be asked: {OdooWords.Name(failed.Trouble)}", $"{failed.Trouble.Says} {failed.Trouble.Next}"),
        SwitchOutcome.Done { WasTheirs: true } => new Told(Tone.Warn, "Odoo has another address", "Its parameter sms.endpoint was changed there, or SmsAdmin has another address now. Switch on again, or switch off."),
        _ => new Told(Tone.Ok, "Odoo’s setting is ours", "Its address for receipts was read too."),
    };

    /// <summary>Odoo's words in ours: "2 processing, 1 insufficient_credit" becomes "2 queued, 1 over quota".</summary>
    public static string Answered(string answered) => string.Join(", ", answered.Split(", ").Select(part =>
    {
        var at = part.IndexOf(' ', StringComparison.Ordinal);
        return at < 0 ? part : $"{part[..at]} {State(part[(at + 1)..])}";
    }));

    private static string State(string state) => state switch
    {
        NativeAnswer.Processing => "queued",
        NativeAnswer.InsufficientCredit => "refused: over quota",
        NativeAnswer.WrongNumberFormat => "refused: not a number",
        NativeAnswer.CountryNotSupported => "refused: country closed for codes",
        NativeAnswer.InvalidText => "refused: text empty or too long",
        NativeAnswer.ServerError => "refused: the plan cannot send",
        _ => state,
    };
}
