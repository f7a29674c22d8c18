using SmsAdmin.Core.Net;

namespace SmsAdmin.Core.Sinch;

/// <summary>Whether a plan's credentials work, from the answer to a harmless GET.</summary>
public abstract record CredentialCheck
{
    private CredentialCheck(Exchange exchange) => Exchange = exchange;

    public Exchange Exchange { get; }

    public sealed override string ToString() => $"{GetType().Name}: {Exchange}";

    public sealed record Works(Exchange Exchange) : CredentialCheck(Exchange);

    /// <summary>401: the token is not this plan's, or the plan is not in this region. Sinch does not say which.</summary>
    public sealed record TokenRefused(SinchError Error, Exchange Exchange) : CredentialCheck(Exchange);

    /// <summary>404: this host knows no such plan.</summary>
    public sealed record PlanUnknown(SinchError Error, Exchange Exchange) : CredentialCheck(Exchange);

    /// <summary>403 <c>blocked_account</c>: the credentials are right, but the account is blocked, usually for want of credit.</summary>
    public sealed record Blocked(SinchError Error, Exchange Exchange) : CredentialCheck(Exchange);

    public sealed record Unreachable(FailureKind Kind, string Detail, Exchange Exchange) : CredentialCheck(Exchange);

    /// <summary>An answer that says nothing about the credentials: 429, 5xx, a redirect, a page that is not Sinch's.</summary>
    /// <param name="HttpStatus">What came, possibly a 2xx with a foreign body.</param>
    /// <param name="Error">What the body says; none for a 2xx.</param>
    /// <param name="Exchange">The call.</param>
    public sealed record Unexpected(int HttpStatus, SinchError? Error, Exchange Exchange) : CredentialCheck(Exchange);

    internal static CredentialCheck Of<T>(SinchResult<T> result) => result switch
    {
        SinchResult<T>.Answered answered => new Works(answered.Exchange),
        SinchResult<T>.Refused { HttpStatus: 401 } refused => new TokenRefused(refused.Error, refused.Exchange),
        SinchResult<T>.Refused { HttpStatus: 404 } refused => new PlanUnknown(refused.Error, refused.Exchange),
        SinchResult<T>.Refused { HttpStatus: 403, Error.Code: "blocked_account" } refused => new Blocked(refused.Error, refused.Exchange),
        SinchResult<T>.Refused refused => new Unexpected(refused.HttpStatus, refused.Error, refused.Exchange),
        SinchResult<T>.NotUnderstood odd => new Unexpected(odd.Exchange.Status ?? 0, null, odd.Exchange),
        SinchResult<T>.NoAnswer silent => new Unreachable(silent.Kind, silent.Detail, silent.Exchange),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
