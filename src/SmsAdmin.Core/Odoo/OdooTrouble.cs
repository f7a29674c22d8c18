using SmsAdmin.Core.Net;
using SmsAdmin.Core.OdooRpc;

namespace SmsAdmin.Core.Odoo;

/// <summary>What is wrong between us and an Odoo, as people are told.</summary>
/// <param name="Kind">Its name, as <c>NoSuchDatabase</c>.</param>
/// <param name="Says">What happened, in a sentence.</param>
/// <param name="Next">What to do about it.</param>
public sealed record OdooTrouble(string Kind, string Says, string Next)
{
    /// <summary>Of a write: it may have been done all the same.</summary>
    public bool IsOutcomeUnknown { get; init; }

    /// <summary>The credential cannot be opened: the key ring is another one.</summary>
    internal static OdooTrouble Closed { get; } = new(
        "CredentialUnreadable", "The stored key of this connection cannot be opened: it was closed with another key ring.", "Put that ring back and restart, or type the key again under Edit.");

    internal static OdooTrouble Gone { get; } = new("Gone", "This connection is gone.", "Load the page again.");

    internal static OdooTrouble NoPlan { get; } = new("NoPlan", "The service plan of this connection is gone, or its token cannot be opened.", "Choose another plan under Edit, or look at it under Credentials.");

    internal static OdooTrouble NoAddress { get; } = new(
        "NoAddress", "This Odoo cannot reach SmsAdmin: no public address is configured.", "Set PublicBaseUrl to the address at which Odoo reaches this program, and restart it.");

    internal static OdooTrouble NoKey { get; } = new("KeyUnreadable", "The key ring that closed the secrets of this installation is gone.", "Put that ring back and restart.");

    /// <summary>Words for what the window names.</summary>
    public static OdooTrouble Of(OdooFailure failure, Uri address, string? database)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentNullException.ThrowIfNull(address);
        var (says, next) = Words(failure, address, database);
        return failure.IsOutcomeUnknown
            ? new OdooTrouble(failure.Kind.ToString(), says, "What was asked for may have been done all the same. Read again before you ask again.") { IsOutcomeUnknown = true }
            : new OdooTrouble(failure.Kind.ToString(), says, next);
    }

    private static (string Says, string Next) Words(OdooFailure failure, Uri address, string? database)
    {
        var host = address.Authority;
        return failure.Kind switch
        {
            OdooFailureKind.Unreachable => failure.Network switch
            {
                FailureKind.ConnectionRefused => ($"Nothing listens at {host}.", "Look at the address and its port, and whether Odoo runs."),
                FailureKind.NameNotResolved => ($"No host is named {address.Host}.", "Look at the address, or at this machine’s DNS."),
                _ => ($"The connection to {host} failed.", "Look at network, firewall and proxy, then test again."),
            },
            OdooFailureKind.AddressNotAllowed => ($"{host} lies where SmsAdmin does not call. Nothing was sent.", "If it is a host of your own network, tick that under Edit. Link-local and metadata addresses are never called."),
            OdooFailureKind.TlsFailed => ($"{host} could not prove who it is: its certificate is not trusted here. The key was not sent.", "Look at its certificate, at proxies in between and at the clock."),
            OdooFailureKind.Timeout => ($"{host} did not answer in time.", "Odoo may be starting or loading a database. Test again in a minute; if it stays so, look at its workers."),
            OdooFailureKind.Redirected => (
                failure.Detail.Length > 0 ? $"{host} answers that Odoo is at {failure.Detail}. The redirect was not followed, because it would lose the request and could lead the key astray." : $"{host} answers with a redirect that leads nowhere.",
                failure.Detail.Length > 0 ? $"If that is your Odoo, put {failure.Detail} in as the address." : "Look at the address and at the proxy before Odoo."),
            OdooFailureKind.NotOdoo => (
                failure.HttpStatus is { } status ? $"What answers at {host} is not Odoo, or has its external API shut off: HTTP status {status}." : $"What answers at {host} is not Odoo.",
                "Give the address without /web or /odoo behind it. A proxy has to let /web/version, /jsonrpc and /json/2 through."),
            OdooFailureKind.NoSuchDatabase => ($"{host} has no database named “{database ?? failure.Detail}”.", "Look at its spelling: names are case-sensitive."),
            OdooFailureKind.DatabaseNotChosen => (
                failure.Detail.Length > 0 ? $"{host} has several databases and none is chosen: {failure.Detail}." : $"{host} has several databases, or does not tell which, and none is chosen.",
                "Put the name of yours in under Edit."),
            OdooFailureKind.DatabaseNotUsable => ($"“{database ?? failure.Detail}” is no database of this Odoo version.", "Choose another database, or finish its upgrade first."),
            OdooFailureKind.WrongLoginOrKey when failure.IsCertain => ("Odoo refuses login and password, on its web page too.", "Type them again. The login is often an email address."),
            OdooFailureKind.WrongLoginOrKey => (
                "Odoo refuses login and key. It says the same of a wrong password, an unknown login, a key that has expired or belongs to another use, and of the right password of a user with two-factor sign-in.",
                "Make a new API key in Odoo (the user’s Preferences, Account Security) and put it in under Edit."),
            OdooFailureKind.PasswordNotKey => ("The password is right, but from Odoo 19 on the external API takes API keys only.", "Make an API key in Odoo (the user’s Preferences, Account Security) and put it in under Edit."),
            OdooFailureKind.TwoFactorNeedsKey => ("The password is right, but this user has two-factor sign-in, and then the external API takes API keys only.", "Make an API key in Odoo (the user’s Preferences, Account Security) and put it in under Edit."),
            OdooFailureKind.NotAdministrator => ("The sign-in works, but this user may not change system parameters or modules.", "Give the user the right Administration: Settings in Odoo, or use the key of one who has it."),
            OdooFailureKind.ExternalApiNotInPlan => ("Odoo Online turned the call away. Its external API belongs to the Custom plan alone.", "Look at the plan of this database on odoo.com. Whether that is the cause Odoo does not say."),
            OdooFailureKind.Busy when failure.HttpStatus is 502 or 504 => ($"A proxy before {host} gave up on Odoo: HTTP status {failure.HttpStatus}.", "Odoo may be busy, or restart. Try again in a minute."),
            OdooFailureKind.Busy => ("Odoo is busy: a scheduled action, another module operation or too many requests.", "Nothing was changed. Try again in a minute."),
            OdooFailureKind.ModuleMissing => ($"Odoo knows no module named {failure.Detail}.", "Put it into the server’s addons path, then update the list here."),
            OdooFailureKind.NotWritten => ($"Odoo answered that it wrote {failure.Detail}, and reading back shows something else.", "Another program may write it too. Read again, then push again."),
            OdooFailureKind.Refused => (failure.Detail.Length > 0 ? $"Odoo refuses: {failure.Detail}" : "Odoo refuses, for a reason of its database that is not shown here.", "Its server log has the whole of it."),
            _ => ($"{host} answered in a form that SmsAdmin does not know.", "Tell us the version of this Odoo."),
        };
    }
}
