namespace SmsAdmin.Core.Words;

/// <summary>What kind of step a timeline shows.</summary>
public enum MessageEventKind
{
    Asked,
    SendStarted,
    Accepted,
    Refused,
    OutcomeUnknown,
    LookedUp,
    Retry,
    Status,
    Held,
    Cancelled,
    TextShown,
    SentAgain,
}
