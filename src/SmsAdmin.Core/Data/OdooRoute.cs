namespace SmsAdmin.Core.Data;

/// <summary>How the SMS of one Odoo come to us: whether they are led here, what stood there before, and the last that came.</summary>
public sealed class OdooRoute
{
    public Guid ConnectionId { get; set; }
    /// <summary>Raised each time it is switched on: each turn has an address of its own, and the older ones are dead.</summary>
    public int Turn { get; set; }
    public bool IsOn { get; set; }
    /// <summary>What <c>sms.endpoint</c> was before, protected by the key ring; null where Odoo had none.</summary>
    public string? FormerCipher { get; set; }
    public DateTimeOffset? SwitchedAt { get; set; }
    public string? SwitchedBy { get; set; }
    /// <summary>When Odoo's own setting was last read.</summary>
    public DateTimeOffset? CheckedAt { get; set; }
    /// <summary>It was ours when it was read.</summary>
    public bool IsSetThere { get; set; }
    /// <summary>Odoo's <c>web.base.url</c> as it was read: where it says that receipts go.</summary>
    public string? WebBaseUrl { get; set; }
    public DateTimeOffset? CalledAt { get; set; }
    /// <summary>How many texts the last call had.</summary>
    public int CalledTexts { get; set; }
    /// <summary>What it was answered, as "2 processing, 1 insufficient_credit".</summary>
    public string? CallAnswered { get; set; }
    /// <summary>When receipts were last to go to an address that is not this Odoo's.</summary>
    public DateTimeOffset? WebhookRefusedAt { get; set; }
    public string? WebhookRefusedWhy { get; set; }
}

/// <summary>
/// What a caller may hand in however often and is sent once, for ever: no retention touches it. Written in the
/// transaction of its message.
/// </summary>
public sealed class TakenOnce
{
    /// <summary>Who hands it in, as an Odoo connection.</summary>
    public Guid CallerId { get; set; }
    /// <summary>The caller's own name for it, as Odoo's uuid.</summary>
    public required string Key { get; set; }
    public Guid MessageId { get; set; }
    public DateTimeOffset TakenAt { get; set; }
}
