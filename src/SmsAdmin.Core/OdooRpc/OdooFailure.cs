using SmsAdmin.Core.Net;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>The ways in which a call to Odoo fails, each with a mend of its own.</summary>
public enum OdooFailureKind
{
    /// <summary>No connection, or one that broke.</summary>
    Unreachable,

    /// <summary>The host lies where this program may not call. Nothing left.</summary>
    AddressNotAllowed,

    TlsFailed,

    Timeout,

    /// <summary>Answered with another address, which is the detail. It was not followed.</summary>
    Redirected,

    /// <summary>What answers speaks HTTP and is not Odoo, or has Odoo's RPC shut off.</summary>
    NotOdoo,

    NoSuchDatabase,

    /// <summary>The server has several databases, or does not tell which, and none was chosen. The detail names them where it told.</summary>
    DatabaseNotChosen,

    /// <summary>The database is there and is none of this Odoo version's.</summary>
    DatabaseNotUsable,

    /// <summary>Odoo says the same of a wrong password, an unknown login, an expired key and a key of another scope.</summary>
    WrongLoginOrKey,

    /// <summary>The password is right, and JSON-2 takes API keys alone.</summary>
    PasswordNotKey,

    /// <summary>The password is right, and a user with a second factor needs an API key over RPC.</summary>
    TwoFactorNeedsKey,

    /// <summary>Signed in, without the right to system parameters or modules.</summary>
    NotAdministrator,

    /// <summary>Odoo Online turned the sign-in away before it looked at the credential.</summary>
    ExternalApiNotInPlan,

    /// <summary>A scheduled action, another module operation, or a server that is full. Later it may work.</summary>
    Busy,

    /// <summary>No module of this name is in the server's addons path, or its list is old.</summary>
    ModuleMissing,

    /// <summary>Odoo said that it wrote, and reading back shows something else.</summary>
    NotWritten,

    /// <summary>Odoo gave a reason of its own, which is the detail.</summary>
    Refused,

    /// <summary>Odoo answered in a form that nobody recorded.</summary>
    NotUnderstood,
}

/// <summary>Why a call came to nothing.</summary>
/// <param name="Detail">What belongs to the kind: the redirect's target, names of databases, Odoo's own words. Without traceback, server paths or secrets.</param>
/// <param name="HttpStatus">Of the answer, where that says something.</param>
/// <param name="Network">What the network did, where no answer came.</param>
public sealed record OdooFailure(OdooFailureKind Kind, string Detail = "", int? HttpStatus = null, FailureKind? Network = null)
{
    /// <summary>Of a wrong login or key: the web sign-in was asked as well and refused too, so that it is no second factor.</summary>
    public bool IsCertain { get; init; }

    /// <summary>Of a write: Odoo may have done it all the same, or may be at it still.</summary>
    public bool IsOutcomeUnknown { get; init; }

    /// <summary>The same of a write: where no answer came over a connection that stood, or a proxy gave up waiting, nobody knows what became of it.</summary>
    internal OdooFailure OfWrite() => this with
    {
        IsOutcomeUnknown = HttpStatus is 502 or 504 || Kind == OdooFailureKind.Timeout || (Kind == OdooFailureKind.Unreachable && Network is { } network && NetworkFailure.HadConnection(network)),
    };
}

/// <summary>What became of one call.</summary>
public abstract record OdooResult<T>
{
    private OdooResult()
    {
    }

    /// <summary>Says the kind alone: a value may be a secret.</summary>
    public sealed override string ToString() => this is Failed failed ? failed.Failure.Kind.ToString() : "Answered";

    public sealed record Answered(T Value) : OdooResult<T>;

    public sealed record Failed(OdooFailure Failure) : OdooResult<T>;

    /// <summary>The same of what <paramref name="next"/> makes of the value.</summary>
    internal OdooResult<TNext> Then<TNext>(Func<T, OdooResult<TNext>> next) => this switch
    {
        Answered answered => next(answered.Value),
        Failed failed => new OdooResult<TNext>.Failed(failed.Failure),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
