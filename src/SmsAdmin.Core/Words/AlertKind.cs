namespace SmsAdmin.Core.Words;

/// <summary>Conditions that need somebody. Each makes one open alert a plan and key, however many instances see it.</summary>
public enum AlertKind
{
    /// <summary>Sending through a plan is paused.</summary>
    PlanPaused,

    /// <summary>A plan lacks something and sends nothing.</summary>
    PlanNotReady,

    /// <summary>The last check of a plan failed.</summary>
    CheckFailed,

    /// <summary>The key ring is not the one this database was closed with.</summary>
    KeyRing,

    /// <summary>80 % of a period's quota are used. Once a plan and period.</summary>
    QuotaNearlyFull,

    /// <summary>A period's quota is used. Once a plan and period.</summary>
    QuotaFull,

    /// <summary>Sinch accepts messages and posts no receipt.</summary>
    NoReceipts,

    /// <summary>The oldest message that is due waits too long.</summary>
    QueueAge,

    /// <summary>A callback came to the right address and did not prove that it is Sinch's.</summary>
    CallbackNotAuthentic,

    /// <summary>A callback was larger than any that Sinch posts.</summary>
    CallbackTooLarge,

    /// <summary>The database takes no writes.</summary>
    StorageRefuses,

    /// <summary>An Odoo's system parameters and a plan's values differ. Once a connection.</summary>
    OdooDrift,

    /// <summary>An Odoo that could be read cannot be read any more. Once a connection.</summary>
    OdooUnreachable,

    /// <summary>An item of the checklist that was proven failed in a run that nobody asked for. Once a plan and item.</summary>
    ChecklistRed,

    /// <summary>Of a plan's messages more fail than usual.</summary>
    FailuresHigh,

    /// <summary>A token is to be rotated.</summary>
    TokenOld,
}

/// <summary>How kinds of alerts differ.</summary>
public static class AlertKinds
{
    /// <summary>Alerted once for its key, for ever: when it holds again, the old alert opens again and nobody is told anew.</summary>
    public static bool IsOnce(this AlertKind kind) => kind is AlertKind.QuotaNearlyFull or AlertKind.QuotaFull;

    /// <summary>Each raising is one event: it is counted, and the alert ends by itself when no more come.</summary>
    public static bool IsCounted(this AlertKind kind) => kind is AlertKind.CallbackNotAuthentic or AlertKind.CallbackTooLarge;

    /// <summary>The room that raises it ends it too; whoever looks at the other conditions leaves it alone.</summary>
    public static bool IsEndedByItsRoom(this AlertKind kind) => kind is AlertKind.OdooDrift or AlertKind.OdooUnreachable or AlertKind.ChecklistRed or AlertKind.TokenOld;

    /// <summary>Goes to the webhook. What is missing while somebody sets a plan up does not.</summary>
    public static bool IsPosted(this AlertKind kind) => kind is not AlertKind.PlanNotReady;
}
