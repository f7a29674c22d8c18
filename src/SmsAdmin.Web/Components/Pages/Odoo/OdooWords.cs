using MudBlazor;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Web.Components.Pages.Credentials;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Odoo;

/// <summary>What connections, modules and rotations are called to people.</summary>
public static class OdooWords
{
    /// <summary>How a connection stands, in a word.</summary>
    public static (Tone Tone, string Word) State(ConnectionView connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection switch
        {
            { Trouble.Kind: "Busy" or "Timeout" } => (Tone.Warn, "Busy"),
            { Trouble: not null } => (Tone.Bad, Name(connection.Trouble)),
            { TestedAt: null, ReadAt: null } => (Tone.Idle, "Not tested"),
            _ => (Tone.Ok, "Connected"),
        };
    }

    /// <summary>The name of what is wrong: the same words wherever it is said.</summary>
    public static string Name(OdooTrouble trouble)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        return trouble.Kind switch
        {
            "Unreachable" => "Cannot be reached",
            "AddressNotAllowed" => "Address not allowed",
            "TlsFailed" => "Certificate not trusted",
            "Timeout" => "No answer in time",
            "Redirected" => "Redirected",
            "NotOdoo" => "Not Odoo",
            "NoSuchDatabase" => "No such database",
            "DatabaseNotChosen" => "No database chosen",
            "DatabaseNotUsable" => "Database not usable",
            "WrongLoginOrKey" => "Wrong login or key",
            "PasswordNotKey" => "API key needed",
            "TwoFactorNeedsKey" => "Two-factor: API key needed",
            "NotAdministrator" => "Not an administrator",
            "ExternalApiNotInPlan" => "External API not in this plan",
            "Busy" => "Odoo is busy",
            "ModuleMissing" => "Module not there",
            "NotWritten" => "Not written",
            "CredentialUnreadable" => "Key cannot be opened",
            "NoPlan" => "No service plan",
            "NoAddress" => "SmsAdmin has no address",
            "KeyUnreadable" => "Key ring gone",
            "Gone" => "Gone",
            _ => "Refused",
        };
    }

    /// <summary>That something was not done, and whether that is certain.</summary>
    public static Told Not(OdooTrouble trouble)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        return new Told(Tone.Bad, $"{(trouble.IsOutcomeUnknown ? "It may or may not have been done" : "Nothing was changed")}: {Name(trouble)}", $"{trouble.Says} {trouble.Next}");
    }

    /// <summary>What the reader may do next with a connection that works.</summary>
    public static string Next(ConnectionView connection) => connection?.Differing switch
    {
        null => "",
        0 => "All four parameters are the same. Nothing to do.",
        1 => "1 of 4 parameters differs. Next: push ours, or adopt Odoo’s.",
        var some => $"{some} of 4 parameters differ. Next: push ours, or adopt Odoo’s.",
    };

    public static (Tone Tone, string Icon, string Word) Standing(ModuleStanding standing) => standing switch
    {
        ModuleStanding.Installed => (Tone.Ok, Icons.Material.Outlined.Check, "Installed"),
        ModuleStanding.NotInstalled => (Tone.Idle, Icons.Material.Outlined.RemoveCircleOutline, "Not installed"),
        ModuleStanding.CannotBeInstalled => (Tone.Idle, Icons.Material.Outlined.Block, "Cannot be installed"),
        ModuleStanding.InBetween => (Tone.Warn, Icons.Material.Outlined.Sync, "In between"),
        _ => (Tone.Idle, Icons.Material.Outlined.HelpOutline, "Not in its list"),
    };

    public static (Tone Tone, string Title) Stage(RotationView job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.Stage switch
        {
            RotationStage.AsksSinch => (Tone.Idle, $"Sinch is asked with the new token of {job.PlanName}"),
            RotationStage.Pushes => (Tone.Idle, $"The new token of {job.PlanName} goes to Odoo first"),
            RotationStage.TakesBack => (Tone.Warn, $"The old token of {job.PlanName} stays, and goes back to Odoo"),
            RotationStage.IsActive => (Tone.Warn, $"The new token of {job.PlanName} counts; an Odoo still waits for it"),
            RotationStage.Done => (Tone.Ok, $"The token of {job.PlanName} is replaced"),
            _ => (Tone.Bad, $"The old token of {job.PlanName} was kept"),
        };
    }
}
