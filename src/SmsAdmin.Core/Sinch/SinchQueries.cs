using System.Globalization;
using System.Text;

namespace SmsAdmin.Core.Sinch;

/// <summary>Filters of the list of batches. What is null is Sinch's default: the first page, 30 a page, the last 24 hours.</summary>
public sealed record BatchQuery
{
    /// <summary>From 0.</summary>
    public int? Page { get; init; }

    /// <summary>1 to 100.</summary>
    public int? PageSize { get; init; }

    /// <summary>Senders.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Inclusive. Sinch looks back 14 days.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Exclusive. Fix it while paging: new batches shift the pages.</summary>
    public DateTimeOffset? EndAt { get; init; }

    public string? ClientReference { get; init; }

    internal string Write() => new QueryString()
        .Add("page", Page).Add("page_size", PageSize).Add("from", From)
        .Add("start_date", StartAt).Add("end_date", EndAt).Add("client_reference", ClientReference).ToString();
}

/// <summary>Filters of a batch's delivery report.</summary>
public sealed record ReportQuery
{
    /// <summary>Whether to list the recipients.</summary>
    public bool IsFull { get; init; }

    public IReadOnlyList<DeliveryStatus> Statuses { get; init; } = [];

    /// <summary>Delivery codes.</summary>
    public IReadOnlyList<int> Codes { get; init; } = [];

    internal string Write() => new QueryString()
        .Add("type", IsFull ? "full" : null).Add("status", Statuses).Add("code", Codes).ToString();
}

/// <summary>Filters of the list of finished reports, one a recipient: a single call covers many batches.</summary>
public sealed record ReportListQuery
{
    /// <inheritdoc cref="BatchQuery.Page"/>
    public int? Page { get; init; }

    /// <inheritdoc cref="BatchQuery.PageSize"/>
    public int? PageSize { get; init; }

    /// <inheritdoc cref="BatchQuery.StartAt"/>
    public DateTimeOffset? StartAt { get; init; }

    /// <inheritdoc cref="BatchQuery.EndAt"/>
    public DateTimeOffset? EndAt { get; init; }

    public IReadOnlyList<DeliveryStatus> Statuses { get; init; } = [];

    /// <summary>Delivery codes.</summary>
    public IReadOnlyList<int> Codes { get; init; } = [];

    public string? ClientReference { get; init; }

    internal string Write() => new QueryString()
        .Add("page", Page).Add("page_size", PageSize).Add("start_date", StartAt).Add("end_date", EndAt)
        .Add("status", Statuses).Add("code", Codes).Add("client_reference", ClientReference).ToString();
}

/// <summary>Filters of the list of inbound messages.</summary>
public sealed record InboundQuery
{
    /// <inheritdoc cref="BatchQuery.Page"/>
    public int? Page { get; init; }

    /// <inheritdoc cref="BatchQuery.PageSize"/>
    public int? PageSize { get; init; }

    /// <summary>The plan's own numbers.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <inheritdoc cref="BatchQuery.StartAt"/>
    public DateTimeOffset? StartAt { get; init; }

    /// <inheritdoc cref="BatchQuery.EndAt"/>
    public DateTimeOffset? EndAt { get; init; }

    public string? ClientReference { get; init; }

    internal string Write() => new QueryString()
        .Add("page", Page).Add("page_size", PageSize).Add("to", To)
        .Add("start_date", StartAt).Add("end_date", EndAt).Add("client_reference", ClientReference).ToString();
}

/// <summary>Writes a query as Sinch reads it: several values are one, joined by commas.</summary>
internal sealed class QueryString
{
    private readonly StringBuilder _text = new();

    public QueryString Add(string name, string? value)
    {
        if (value is not null)
            _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public QueryString Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public QueryString Add(string name, DateTimeOffset? value) => Add(name, value is { } instant ? Instant.ToText(instant) : null);

    public QueryString Add<T>(string name, IReadOnlyList<T> values) =>
        values.Count == 0 ? this : Add(name, string.Join(',', values));

    public override string ToString() => _text.ToString();
}
