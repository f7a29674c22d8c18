namespace SmsAdmin.Core.Words;

/// <summary>What the checklist proves: the runbook's seven, then ours. The number is the one that people see.</summary>
public enum ChecklistItem
{
    /// <summary>An authenticated GET is answered.</summary>
    Account = 1,

    /// <summary>The Service Plan ID is right, and lives in the region that is set.</summary>
    PlanAndRegion = 2,

    Token = 3,

    /// <summary>A test SMS was sent and delivered.</summary>
    TestSms = 4,

    /// <summary>Odoo's system parameters are ours, read back.</summary>
    OdooParameters = 5,

    /// <summary>The gateway module is installed, or Odoo's own SMS come through us.</summary>
    OdooRoute = 6,

    /// <summary>A one-time code was sent, delivered and checked.</summary>
    OneTimeCode = 7,

    Sender = 8,

    /// <summary>A real callback came back to us.</summary>
    Callbacks = 9,

    /// <summary>Our clock against the Date that Sinch answers.</summary>
    Clock = 10,

    Quota = 11,

    TokenAge = 12,

    /// <summary>The key ring is whole, apart from the database, and backed up.</summary>
    KeyRing = 13,
}

/// <summary>How an item stands.</summary>
public enum CheckState
{
    Pass,
    Fail,

    /// <summary>Another item has to pass first.</summary>
    Skipped,

    /// <summary>Nothing here could fail, and the result says why.</summary>
    NotApplicable,

    /// <summary>Not asked: it costs an SMS that nobody agreed to, or the run was stopped.</summary>
    NotRun,

    /// <summary>A person has to enter the code that their phone got.</summary>
    Waiting,
}

/// <summary>What of the checklist belongs together, and in which order it is asked.</summary>
public static class ChecklistItems
{
    /// <summary>In the order that people see.</summary>
    public static IReadOnlyList<ChecklistItem> All { get; } = Enum.GetValues<ChecklistItem>();

    /// <summary>What the runbook has.</summary>
    public static bool IsOfTheRunbook(this ChecklistItem item) => item <= ChecklistItem.OneTimeCode;

    /// <summary>What it costs to ask: SMS of its own.</summary>
    public static int Cost(this ChecklistItem item) => item is ChecklistItem.TestSms or ChecklistItem.OneTimeCode ? 1 : 0;

    /// <summary>Only an SMS proves it: its own, or that of the test SMS.</summary>
    public static bool NeedsSms(this ChecklistItem item) =>
        item is ChecklistItem.TestSms or ChecklistItem.OneTimeCode or ChecklistItem.Sender or ChecklistItem.Callbacks;
}
