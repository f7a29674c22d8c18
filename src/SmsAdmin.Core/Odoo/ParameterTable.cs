namespace SmsAdmin.Core.Odoo;

/// <summary>One parameter, ours and Odoo's, as they may be shown: of a secret the last four.</summary>
/// <param name="Ours">Null where the plan has none.</param>
/// <param name="Theirs">Null where Odoo has none.</param>
/// <param name="IsSame">As last compared; of a secret the whole was compared.</param>
public sealed record ParameterRow(
    string Key, bool IsSecret, string? Ours, string? Theirs, bool IsSame, DateTimeOffset? DiffersSince, string? ChangedBy, DateTimeOffset? ChangedAt)
{
    /// <summary>It differs by a change in Odoo; else it was ours that changed.</summary>
    public bool DiffersByThem => ChangedAt >= DiffersSince;
}

/// <summary>One line of a push: what was there, what was written, and whether it was read back.</summary>
public sealed record PushedRow(string Key, string? Before, string After, bool IsReadBack);

/// <summary>Proof of a push.</summary>
/// <param name="Trouble">Why it broke off; null where all was read back.</param>
public sealed record PushEvidence(DateTimeOffset At, string ByName, IReadOnlyList<PushedRow> Rows, string? Trouble);

/// <summary>The table of a connection.</summary>
/// <param name="Rows">Empty until it was read once.</param>
public sealed record ParameterTable(string PlanName, bool IsFromEnvironment, DateTimeOffset? ReadAt, IReadOnlyList<ParameterRow> Rows, PushEvidence? LastPush)
{
    public IReadOnlyList<ParameterRow> Differing => [.. Rows.Where(row => !row.IsSame)];
}
