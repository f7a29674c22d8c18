using System.Text.Json.Serialization;

namespace SmsAdmin.Core.Sinch;

/// <summary>Values of a batch's <c>type</c>.</summary>
public static class BatchType
{
    public const string Text = "mt_text";
    public const string Binary = "mt_binary";
    public const string Media = "mt_media";
}

/// <summary>Values of a batch's <c>delivery_report</c>: which callbacks Sinch posts.</summary>
public static class ReportMode
{
    public const string None = "none";
    public const string Summary = "summary";
    public const string Full = "full";

    /// <summary>One callback for every change of status.</summary>
    public const string PerRecipient = "per_recipient";

    /// <summary>One callback a recipient, with the final status only.</summary>
    public const string PerRecipientFinal = "per_recipient_final";
}

/// <summary>
/// A batch to send, to try (dry run) or to put in another's place. What is null is not sent. Source: XMS send batch.
/// </summary>
public sealed record SendBatch
{
    public string Type { get; init; } = BatchType.Text;

    /// <summary>1 to 1,000 numbers or group ids.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>The sender; without it Sinch chooses one, where the plan has default originators.</summary>
    public string? From { get; init; }

    /// <summary>Text up to 2,000 characters; Base64 for binary, at most 140 bytes with <see cref="Udh"/>.</summary>
    public MessageBody? Body { get; init; }

    /// <summary>Hex, for binary.</summary>
    public string? Udh { get; init; }

    /// <summary>By key, then by number as written in <see cref="To"/> or <c>default</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Parameters { get; init; }

    /// <summary>One of <see cref="ReportMode"/>.</summary>
    public string? DeliveryReport { get; init; }

    public DateTimeOffset? SendAt { get; init; }

    /// <summary>Three days after sending at most.</summary>
    public DateTimeOffset? ExpireAt { get; init; }

    public string? CallbackUrl { get; init; }

    /// <summary>Comes back in every report. At most 128 characters to be safe. It does not make a send idempotent.</summary>
    public string? ClientReference { get; init; }

    public bool? FeedbackEnabled { get; init; }

    public bool? FlashMessage { get; init; }

    public bool? TruncateConcat { get; init; }

    public int? MaxNumberOfMessageParts { get; init; }

    public int? FromTon { get; init; }

    public int? FromNpi { get; init; }

    /// <summary>Media only.</summary>
    public bool? StrictValidation { get; init; }

    public override string ToString() => $"{Type} to {To.Count}";
}

/// <summary>Changes to a batch that is not dispatched yet. Only what is changed is sent. Source: XMS update batch.</summary>
public sealed record UpdateBatch
{
    public string Type { get; init; } = BatchType.Text;

    public IReadOnlyList<string>? ToAdd { get; init; }

    public IReadOnlyList<string>? ToRemove { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<string> From { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<MessageBody> Body { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<string> Udh { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> Parameters { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<string> DeliveryReport { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<DateTimeOffset> SendAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<DateTimeOffset> ExpireAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<string> CallbackUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<string> ClientReference { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<bool> FeedbackEnabled { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<bool> FlashMessage { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<bool> TruncateConcat { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<int> MaxNumberOfMessageParts { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<int> FromTon { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<int> FromNpi { get; init; }

    public override string ToString() => $"Changes to a {Type}";
}

/// <summary>Tells Sinch that these recipients received the message. Empty means all, but not for a batch to groups.</summary>
public sealed record DeliveryFeedback(IReadOnlyList<string> Recipients)
{
    public override string ToString() => $"Feedback for {Recipients.Count}";
}
