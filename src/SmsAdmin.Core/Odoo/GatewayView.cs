namespace SmsAdmin.Core.Odoo;

/// <summary>Whether the module <c>ipai_sms_gateway</c> of an Odoo is pointed at us, its proof, and the traffic both ways.</summary>
/// <param name="Address">Where its custom provider posts; null where this Odoo cannot reach us.</param>
/// <param name="Differs">What was not as we wrote it when it was last read; null where all was.</param>
/// <param name="Evidence">What was there, written and read back when it was pointed here.</param>
/// <param name="LastUsedAt">When its key was last used.</param>
public sealed record GatewayView(
    bool IsOn, bool IsSetThere, string? Address, DateTimeOffset? SwitchedAt, string? SwitchedBy, DateTimeOffset? CheckedAt, string? Differs, PushEvidence? Evidence,
    DateTimeOffset? LastUsedAt, PostedReceipts Reports);
