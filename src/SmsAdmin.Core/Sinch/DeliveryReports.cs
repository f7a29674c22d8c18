using System.Text.Json.Serialization;

namespace SmsAdmin.Core.Sinch;

/// <summary>How a whole batch fared, by status and code. Source: XMS batch delivery report.</summary>
public sealed record BatchReport
{
    public string? Type { get; init; }

    public required string BatchId { get; init; }

    public string? ClientReference { get; init; }

    /// <summary>Only those with at least one message. Empty for a scheduled batch that was cancelled.</summary>
    public IReadOnlyList<StatusCount> Statuses { get; init; } = [];

    /// <summary>Recipients, not parts. With filters the counts need not add up to it.</summary>
    public int? TotalMessageCount { get; init; }

    public override string ToString() => $"Report of batch {BatchId}";
}

/// <param name="Status">Sinch's word.</param>
/// <param name="Count">How many recipients.</param>
/// <param name="Code">A delivery code.</param>
/// <param name="Recipients">Digits; only in a full report.</param>
public sealed record StatusCount(DeliveryStatus Status, int Count, int? Code = null, IReadOnlyList<string>? Recipients = null)
{
    public override string ToString() => $"{Count} {Status} ({Code})";
}

/// <summary>How the message to one recipient fared: a receipt. Source: XMS recipient delivery report.</summary>
public sealed record RecipientReport
{
    public string? Type { get; init; }

    public required string BatchId { get; init; }

    /// <summary>Digits, in some answers with a plus: normalise before comparing.</summary>
    public required string Recipient { get; init; }

    /// <summary>A delivery code. Never a success by itself: 0 beside Failed means that no reason was given.</summary>
    public int? Code { get; init; }

    public required DeliveryStatus Status { get; init; }

    /// <summary>When Sinch noted the status.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>By the operator's clock, usually to the minute; absent when the message never reached one.</summary>
    public DateTimeOffset? OperatorStatusAt { get; init; }

    public string? ClientReference { get; init; }

    /// <summary>The sender that Sinch chose, where the plan has default originators.</summary>
    public string? AppliedOriginator { get; init; }

    /// <summary>Only if a maximum was set on the batch.</summary>
    public int? NumberOfMessageParts { get; init; }

    /// <summary>Mobile country and network code, where the account has it enabled.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? Operator { get; init; }

    /// <summary><c>GSM</c> or <c>UNICODE</c>, where the account has automatic encoding.</summary>
    public string? Encoding { get; init; }

    public string? StatusMessage { get; init; }

    public override string ToString() => $"{Status} ({Code}) in batch {BatchId}";
}

/// <inheritdoc cref="BatchPage"/>
public sealed record RecipientReportPage(int Count, int Page, int PageSize, IReadOnlyList<RecipientReport> DeliveryReports);
