namespace SmsAdmin.Core.Sinch;

/// <summary>
/// A batch as Sinch holds it. Having one means "queued", not "sent": there is no status in it. Numbers come back as
/// digits without a plus. Source: XMS send and get batch.
/// </summary>
public sealed record Batch
{
    public required string Id { get; init; }

    public string? Type { get; init; }

    public IReadOnlyList<string> To { get; init; } = [];

    public string? From { get; init; }

    public bool? Canceled { get; init; }

    public MessageBody? Body { get; init; }

    public string? Udh { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Parameters { get; init; }

    public string? DeliveryReport { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    public DateTimeOffset? SendAt { get; init; }

    public DateTimeOffset? ExpireAt { get; init; }

    public string? CallbackUrl { get; init; }

    public string? ClientReference { get; init; }

    public bool? FeedbackEnabled { get; init; }

    public bool? FlashMessage { get; init; }

    public bool? TruncateConcat { get; init; }

    public int? MaxNumberOfMessageParts { get; init; }

    public int? FromTon { get; init; }

    public int? FromNpi { get; init; }

    public bool? StrictValidation { get; init; }

    public override string ToString() => $"Batch {Id}";
}

/// <param name="Count">All that match, on every page.</param>
/// <param name="Page">From 0.</param>
/// <param name="PageSize">How many are on this page, not how many were asked for: smaller on the last, 0 past the end.</param>
/// <param name="Batches">Newest first.</param>
public sealed record BatchPage(int Count, int Page, int PageSize, IReadOnlyList<Batch> Batches);

/// <summary>What a dry run found. Nothing was sent.</summary>
/// <param name="NumberOfRecipients">Groups counted by their members.</param>
/// <param name="NumberOfMessages">Parts in all, in spite of its name.</param>
/// <param name="PerRecipient">Only if asked for.</param>
public sealed record DryRun(int NumberOfRecipients, int NumberOfMessages, IReadOnlyList<DryRunRecipient>? PerRecipient = null);

/// <param name="Recipient">Digits.</param>
/// <param name="NumberOfParts">SMS that this text takes.</param>
/// <param name="Body">The text with its parameters filled in.</param>
/// <param name="Encoding"><c>text</c> or <c>unicode</c>; reports use other words.</param>
public sealed record DryRunRecipient(string Recipient, int NumberOfParts, string? Body = null, string? Encoding = null)
{
    public override string ToString() => $"{NumberOfParts} parts, {Encoding}";
}
