using SmsAdmin.Core.OdooRpc;

namespace SmsAdmin.Core.Odoo;

/// <summary>What the runbook's four modules are good for, and what helps where they are not there.</summary>
internal static class ModuleWords
{
    public const string Sms = "sms";
    public const string Totp = "auth_totp";
    public const string TotpSms = "auth_totp_sms";
    public const string Gateway = "ipai_sms_gateway";

    public static IReadOnlyCollection<string> All { get; } = [Sms, Totp, TotpSms, Gateway];

    public static ModuleView View(string name, OdooModule? module, OdooServer server)
    {
        var standing = module switch
        {
            null or { State: "" } => ModuleStanding.NotInTheList,
            { State: OdooModule.Installed } => ModuleStanding.Installed,
            { State: OdooModule.Uninstallable } => ModuleStanding.CannotBeInstalled,
            { State: "uninstalled" } => ModuleStanding.NotInstalled,
            _ => ModuleStanding.InBetween,
        };
        var version = standing == ModuleStanding.Installed ? module!.VersionInstalled ?? module.VersionOnDisk : module?.VersionOnDisk;
        return new ModuleView(name, standing, version, Says(name, standing, version, server), standing == ModuleStanding.NotInstalled);
    }

    /// <summary>What an installation came to. Success is the state's word alone.</summary>
    public static (bool IsDone, string Title, string Says) Of(string name, OdooInstall outcome, Func<OdooFailure, OdooTrouble> words) => outcome switch
    {
        OdooInstall.Done done => (true, $"{name} {done.Module.VersionInstalled} is installed", "Its state was read after the installation, and says so."),
        OdooInstall.WasInstalled was => (true, $"{name} {was.Module.VersionInstalled} was installed before", "Nothing was asked of Odoo, which would have answered success."),
        OdooInstall.CannotBe => (false, $"Odoo will not install {name}", "Its state is “uninstallable”: it, or something that it needs, is not made for this version. Nothing was asked of Odoo, which would have answered success."),
        OdooInstall.NotDone { Why: null } not => (false, $"Odoo answered success, but {name} is not installed", $"Its state is “{not.Module?.State ?? "unknown"}”. Odoo’s server log may say why."),
        OdooInstall.NotDone { Why: { IsOutcomeUnknown: true } why } not => (
            false, not.Module is { State: "uninstalled" or OdooModule.Uninstallable } ? $"{name} is not installed yet" : $"{name} may still be installing",
            $"{words(why).Says} {(not.Module is { State: var state } ? $"Its state is “{state}”" : "Its state could not be read after")}, and Odoo may still be at it. Look again in a few minutes, and do not press Install again before."),
        OdooInstall.NotDone { Why: { } why } => (false, $"{name} was not installed", $"{words(why).Says} {words(why).Next}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Says(string name, ModuleStanding standing, string? version, OdooServer server) => (name, standing) switch
    {
        (Sms, ModuleStanding.Installed) => "Odoo’s own SMS. It can go out through SmsAdmin, with no other module.",
        (Sms, _) => "Odoo’s own SMS. With it, and nothing else, Odoo sends through SmsAdmin.",
        (Totp, ModuleStanding.Installed) => "Two-factor sign-in with an app.",
        (Totp, _) => "Two-factor sign-in with an app, part of Odoo. Its users then need API keys here.",
        (TotpSms, ModuleStanding.NotInTheList) => "Does not exist in any Odoo that we know. auth_totp does two-factor sign-in with an app.",
        (TotpSms, _) => "Not a module of Odoo: somebody wrote it for this server.",
        (Gateway, ModuleStanding.Installed) => "Reads no sinch parameter. Its custom provider can post to SmsAdmin.",
        (Gateway, ModuleStanding.CannotBeInstalled) => $"Written for Odoo {version?.Split('.')[0] ?? "18"}, and this is {server.Version}. Not needed: Odoo’s own SMS goes out through SmsAdmin without it.",
        (Gateway, _) => "Not needed: Odoo’s own SMS goes out through SmsAdmin without it. As published it installs on none of 17, 18 and 19.",
        _ => "",
    };
}
