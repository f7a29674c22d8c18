namespace SmsAdmin.Core.Diagnosis;

/// <summary>What steps and verdicts are called.</summary>
public static class DiagnosisWords
{
    public static string Title(this LookedAt at) => at switch
    {
        LookedAt.Log => "What the log has",
        LookedAt.Number => "Number",
        LookedAt.Sender => "Sender and the country’s rules",
        LookedAt.TrialNumbers => "Trial numbers",
        LookedAt.Pause => "Pause",
        LookedAt.Account => "Plan, region and token",
        LookedAt.Clock => "Clock",
        LookedAt.Quota => "Quota",
        LookedAt.AtSinch => "What Sinch has",
        LookedAt.Receipts => "Receipts",
        LookedAt.Answer => "Sinch’s answer",
        LookedAt.Queue => "Queue",
        LookedAt.DeliveryCode => "Receipt and delivery code",
        LookedAt.Refusals => "Refusals for the rate",
        LookedAt.Rate => "The plan’s rate",
        LookedAt.OdooReceipts => "Receipt to Odoo",
        LookedAt.OdooCalls => "Odoo’s last call",
        LookedAt.OdooRoute => "Odoo’s route",
        _ => "Odoo’s parameters",
    };

    public static string Word(this StepVerdict verdict) => verdict switch
    {
        StepVerdict.Noted => "Noted",
        StepVerdict.Fine => "Fine",
        StepVerdict.Cause => "The cause",
        StepVerdict.Beside => "Wrong, but not the cause",
        _ => "Cannot be told from here",
    };
}
