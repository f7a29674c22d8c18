namespace SmsAdmin.Core.Odoo;

/// <summary>A text to one number, as Odoo hands it in.</summary>
/// <param name="Uuid">Odoo's own name for it, which stays the same however often it is handed in.</param>
public sealed record NativeText(string Uuid, string Number, string Text)
{
    /// <summary>Says the uuid alone: the rest is not for a log.</summary>
    public override string ToString() => Uuid;
}

/// <summary>What Odoo hands in at once.</summary>
/// <param name="WebhookUrl">Where it wants the receipts; null where it wants none.</param>
public sealed record NativeCall(IReadOnlyList<NativeText> Texts, string? WebhookUrl);

/// <summary>What Odoo is told of one of its texts, in its own words.</summary>
/// <param name="State"><c>processing</c>, or why not.</param>
/// <param name="Credit">The parts that it is sent in, which is what it costs; 0 where it is not sent.</param>
public sealed record NativeAnswer(string Uuid, string State, int Credit)
{
    /// <summary>It will be sent; receipts tell how that went.</summary>
    public const string Processing = "processing";

    public const string InsufficientCredit = "insufficient_credit";
    public const string WrongNumberFormat = "wrong_number_format";
    public const string CountryNotSupported = "country_not_supported";
    public const string ServerError = "server_error";

    /// <summary>None of Odoo's: it shows as "unknown". The text is empty or too long for any SMS.</summary>
    public const string InvalidText = "invalid_text";
}

/// <summary>What became of a call.</summary>
public abstract record NativeOutcome
{
    private NativeOutcome()
    {
    }

    /// <summary>One answer for each uuid. What is "processing" is on the disk.</summary>
    public sealed record Answered(IReadOnlyList<NativeAnswer> Answers) : NativeOutcome;

    /// <summary>No connection has this secret now.</summary>
    public sealed record NobodysSecret : NativeOutcome;
}
