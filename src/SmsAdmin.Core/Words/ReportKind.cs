namespace SmsAdmin.Core.Words;

/// <summary>Which delivery reports a Sinch client wants to be posted. The numbers are stored: add, never renumber. Source: XMS, <c>delivery_report</c>.</summary>
public enum ReportKind
{
    None = 0,

    /// <summary>One for the whole batch, once all its messages have ended: statuses and how many.</summary>
    Summary = 1,

    /// <summary>The same with the recipients of each status.</summary>
    Full = 2,

    /// <summary>One for every change of a recipient's status.</summary>
    PerRecipient = 3,

    /// <summary>One a recipient, with the final status.</summary>
    PerRecipientFinal = 4,
}

/// <summary>Kinds of reports by the words of the wire.</summary>
public static class ReportKinds
{
    private static readonly (ReportKind Kind, string Word)[] Table =
    [
        (ReportKind.None, "none"),
        (ReportKind.Summary, "summary"),
        (ReportKind.Full, "full"),
        (ReportKind.PerRecipient, "per_recipient"),
        (ReportKind.PerRecipientFinal, "per_recipient_final"),
    ];

    public static string Word(this ReportKind kind) => Array.Find(Table, row => row.Kind == kind).Word;

    /// <summary>The kind that a word means; null where it means none.</summary>
    public static ReportKind? Read(string word)
    {
        var row = Array.Find(Table, row => row.Word == word);
        return row.Word is null ? null : row.Kind;
    }
}
