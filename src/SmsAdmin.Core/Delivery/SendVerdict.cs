using SmsAdmin.Core.Sinch;

namespace SmsAdmin.Core.Delivery;

/// <summary>What an answer to a send means for the message.</summary>
internal abstract record SendVerdict
{
    private SendVerdict()
    {
    }

    /// <summary>Queued by Sinch. Not yet sent.</summary>
    public sealed record Accepted(string BatchId) : SendVerdict;

    /// <summary>Token, account or plan refused, whatever the message: the plan pauses, the message waits.</summary>
    public sealed record AccountRefused(string? ApiErrorCode, string Says) : SendVerdict;

    /// <summary>Certainly not accepted, and worth trying again.</summary>
    /// <param name="After">What Sinch asked to wait.</param>
    public sealed record Later(TimeSpan? After, string? NoAnswer, string Says) : SendVerdict;

    /// <summary>Perhaps accepted: looked up before anything is sent again.</summary>
    public sealed record Open(string? NoAnswer, string Says) : SendVerdict;

    /// <summary>Refused for good.</summary>
    public sealed record Refused(string? ApiErrorCode, string Says) : SendVerdict;

    public static SendVerdict Of(SinchResult<Batch> result) => result switch
    {
        SinchResult<Batch>.Answered answered => new Accepted(answered.Value.Id),
        SinchResult<Batch>.Refused refused => OfRefusal(refused),
        SinchResult<Batch>.NoAnswer { MayHaveReached: true } none => new Open(none.Kind.ToString(), "No answer came. Whether Sinch has it is looked up before anything is sent again."),
        SinchResult<Batch>.NoAnswer none => new Later(null, none.Kind.ToString(), "Sinch could not be reached, so nothing was sent. It is tried again by itself."),
        _ => new Open(null, "The answer was not one of Sinch’s. Whether Sinch has it is looked up before anything is sent again."),
    };

    // What ends a message is Sinch's own word about it alone. Whatever else answers certainly did not take it, and may be
    // mended: then it has burned nothing.
    private static SendVerdict OfRefusal(SinchResult<Batch>.Refused refused) => (refused.HttpStatus, refused.Error.Code) switch
    {
        (401, var code) => new AccountRefused(code, "Sinch refuses the token. The plan is paused and the message waits."),
        (403, "blocked_account") => new AccountRefused("blocked_account", "Sinch has blocked the account. The plan is paused and the message waits."),
        // About the address, which holds the plan; a message is refused with 400 or 403.
        (404, var code) when ApiErrorCodes.Find(code) is null => new AccountRefused(code, "Nobody at this address knows the plan. The plan is paused and the message waits."),
        (429, _) => new Later(refused.Exchange.RetryAfter, null, "Too many requests at once. It is tried again by itself."),
        _ when refused.LeavesOutcomeOpen => new Open(null, "Sinch failed while it had the message. Whether it kept it is looked up before anything is sent again."),
        (407, _) => new Later(null, null, "A proxy on the way asks who we are, so Sinch was not reached and nothing was sent. It is tried again by itself."),
        _ when refused.HttpStatus < 400 => new Later(null, null, "The answer points to another address, which Sinch never does. Nothing was sent. It is tried again by itself."),
        (_, var code) when IsSinchs(refused) => new Refused(code, "Sinch refused the message. Nothing was sent."),
        _ => new Later(null, null, "The refusal is not one of Sinch’s: something on the way answered in its place. Nothing was sent. It is tried again by itself."),
    };

    // Contract, section 3: a word as code, or one of two other forms. A 415 is documented without a body; a number as code is a gateway's.
    private static bool IsSinchs(SinchResult<Batch>.Refused refused) => refused.Error switch
    {
        { Shape: ErrorShape.CodeAndText, Code: { } code } => code.Any(char.IsAsciiLetter),
        { Shape: ErrorShape.Nested } => true,
        { Shape: ErrorShape.Framework } => refused.HttpStatus == 400,
        { Shape: ErrorShape.Empty } => refused.HttpStatus == 415,
        _ => false,
    };
}
