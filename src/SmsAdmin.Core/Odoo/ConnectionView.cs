namespace SmsAdmin.Core.Odoo;

/// <summary>An Odoo database as people see it: everything but the key.</summary>
/// <param name="Differing">How many of its parameters differ from ours; of what was last read.</param>
/// <param name="Trouble">Why it could not be read the last time; null where it could, or nobody tried.</param>
public sealed record ConnectionView(
    Guid Id, string Name, string Url, string? Database, string Login, string CredentialLastFour, DateTimeOffset CredentialSetAt, string CredentialSetBy,
    bool AllowsPrivateHost, Guid PlanId, DateTimeOffset? TestedAt, OdooTrouble? Trouble, DateTimeOffset? TroubleSince, string? Version, bool IsEnterprise,
    string? Dialect, string? SignedInAs, bool? MayWrite, DateTimeOffset? ReadAt, int Differing)
{
    /// <summary>The host, with a port where it has one.</summary>
    public string Host => new Uri(Url).Authority;

    /// <summary>"19.0 Community"; null where nobody knows yet.</summary>
    public string? Edition => Version is null ? null : $"{Version} {(IsEnterprise ? "Enterprise" : "Community")}";
}
