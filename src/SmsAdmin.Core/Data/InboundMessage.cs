namespace SmsAdmin.Core.Data;

/// <summary>A message that a phone sent to one of a plan's numbers.</summary>
public sealed class InboundMessage
{
    public Guid Id { get; set; }
    public Guid PlanId { get; set; }
    /// <summary>Sinch's id, by which a doubled callback is known.</summary>
    public required string SinchId { get; set; }
    /// <summary><c>mo_text</c>, <c>mo_binary</c> or <c>mo_media</c>.</summary>
    public required string Type { get; set; }
    /// <summary>The phone's number in E.164, or its last four digits once it is erased.</summary>
    public required string From { get; set; }
    /// <summary>ISO country of the phone, or empty.</summary>
    public required string Country { get; set; }
    public required string LastFour { get; set; }
    /// <summary>Our number or short code.</summary>
    public string? To { get; set; }
    /// <summary>The text, protected by the key ring; null once it is erased, or where there was none.</summary>
    public byte[]? TextCipher { get; set; }
    public int Characters { get; set; }
    /// <summary>User data header of a binary one, in hex.</summary>
    public string? Udh { get; set; }
    /// <summary>Mobile country and network code, where Sinch knew it.</summary>
    public string? OperatorId { get; set; }
    /// <summary>The operator's word for when it was sent; often absent.</summary>
    public DateTimeOffset? SentAt { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
}
