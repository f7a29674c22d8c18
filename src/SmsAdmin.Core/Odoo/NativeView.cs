namespace SmsAdmin.Core.Odoo;

/// <summary>Whether an Odoo sends through us, and the last traffic both ways.</summary>
/// <param name="Address">What <c>sms.endpoint</c> is set to, its secret dotted out; null where this Odoo cannot reach us.</param>
/// <param name="FormerHost">Where Odoo sent before; null for Odoo's own service.</param>
/// <param name="IsSetThere">Odoo's own setting was ours when it was last read.</param>
public sealed record NativeView(
    bool IsOn, string? Address, string? FormerHost, DateTimeOffset? SwitchedAt, string? SwitchedBy, DateTimeOffset? CheckedAt, bool IsSetThere, string? WebBaseUrl,
    NativeCalls? Calls, PostedReceipts Receipts)
{
    /// <summary>The last time that receipts were to go elsewhere.</summary>
    public (DateTimeOffset At, string Why)? WebhookRefused { get; init; }
}

/// <summary>The last call of an Odoo.</summary>
/// <param name="Answered">As "2 processing, 1 insufficient_credit".</param>
public sealed record NativeCalls(DateTimeOffset At, int Texts, string Answered);
