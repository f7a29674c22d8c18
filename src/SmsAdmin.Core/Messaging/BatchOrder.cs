using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>What a Sinch client asked for as one batch, kept so that it can be shown and changed. Source: XMS send batch.</summary>
public sealed record BatchOrder
{
    /// <summary>As the client wrote them; once the batch is taken, digits, each once.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Null for the plan's own sender.</summary>
    public string? From { get; init; }

    /// <summary>With its <c>${key}</c>; Base64 where it is binary.</summary>
    public string? Body { get; init; }

    /// <summary>By key, then by number as the client wrote it, or <c>default</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Parameters { get; init; }

    public ReportKind Reports { get; init; }

    /// <summary>Where the reports go.</summary>
    public string? CallbackUrl { get; init; }

    public DateTimeOffset? SendAt { get; init; }

    public DateTimeOffset? ExpireAt { get; init; }

    /// <summary>The client's own, at most 2,048 characters.</summary>
    public string? Reference { get; init; }

    public WireOptions Wire { get; init; } = WireOptions.None;

    /// <summary>Says how many it is for, never the text.</summary>
    public override string ToString() => $"Batch to {To.Count}";
}
