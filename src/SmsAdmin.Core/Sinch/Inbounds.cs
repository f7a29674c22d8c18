using System.Text.Json.Serialization;

namespace SmsAdmin.Core.Sinch;

/// <summary>A message that a phone sent to one of the plan's numbers. Source: XMS inbounds.</summary>
public sealed record Inbound
{
    /// <summary><c>mo_text</c>, <c>mo_binary</c> or <c>mo_media</c>.</summary>
    public string? Type { get; init; }

    public required string Id { get; init; }

    public required string From { get; init; }

    [JsonConverter(typeof(LenientStringConverter))]
    public string? To { get; init; }

    /// <summary>Base64 for binary.</summary>
    public MessageBody? Body { get; init; }

    /// <summary>Hex, for binary.</summary>
    public string? Udh { get; init; }

    /// <summary>Mobile country and network code, where known.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? OperatorId { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The operator's word for when it was sent; often absent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>That of the message it answers, where the account is set up for it.</summary>
    public string? ClientReference { get; init; }

    public override string ToString() => $"Inbound {Id}";
}

/// <inheritdoc cref="BatchPage"/>
public sealed record InboundPage(int Count, int Page, int PageSize, IReadOnlyList<Inbound> Inbounds);
