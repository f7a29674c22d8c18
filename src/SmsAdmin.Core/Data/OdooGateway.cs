namespace SmsAdmin.Core.Data;

/// <summary>How the module <c>ipai_sms_gateway</c> of one Odoo comes to us: whether its custom provider is pointed here, and what stood there before.</summary>
public sealed class OdooGateway
{
    public Guid ConnectionId { get; set; }
    public bool IsOn { get; set; }
    /// <summary>Our provider's id in that Odoo; kept while it is off, so that it is taken again.</summary>
    public long? ProviderId { get; set; }
    /// <summary>What the parameter of the token was before, protected by the key ring; null where Odoo had none.</summary>
    public string? FormerCipher { get; set; }
    public DateTimeOffset? SwitchedAt { get; set; }
    public string? SwitchedBy { get; set; }
    /// <summary>When provider and parameter were last read in Odoo.</summary>
    public DateTimeOffset? CheckedAt { get; set; }
    /// <summary>All was as we wrote it when it was read.</summary>
    public bool IsSetThere { get; set; }
    /// <summary>What was not, in a sentence; null where all was.</summary>
    public string? Differs { get; set; }
    /// <summary>JSON list of what was there, what was written and what was read back, as it may be shown.</summary>
    public string? Evidence { get; set; }
}
