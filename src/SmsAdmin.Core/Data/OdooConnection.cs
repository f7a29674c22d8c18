namespace SmsAdmin.Core.Data;

/// <summary>An Odoo database whose settings are kept equal to a service plan's: where it is, who asks there, and how the last test went.</summary>
public sealed class OdooConnection
{
    public Guid Id { get; set; }
    public required string Name { get; set; }
    public required string Url { get; set; }
    /// <summary>Null where the server has but one.</summary>
    public string? Database { get; set; }
    public required string Login { get; set; }
    /// <summary>The API key or password, protected by the key ring.</summary>
    public required string CredentialCipher { get; set; }
    public required string CredentialLastFour { get; set; }
    public DateTimeOffset CredentialSetAt { get; set; }
    public required string CredentialSetBy { get; set; }
    /// <summary>An administrator said that the host may lie in a private network.</summary>
    public bool AllowsPrivateHost { get; set; }
    /// <summary>The service plan whose values it gets.</summary>
    public Guid PlanId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? TestedAt { get; set; }
    /// <summary>The name of what went wrong, as "NoSuchDatabase"; null where the test went well, or none was made.</summary>
    public string? Trouble { get; set; }
    /// <summary>The same in a sentence.</summary>
    public string? TroubleSays { get; set; }
    public string? TroubleNext { get; set; }
    /// <summary>Since when it cannot be read.</summary>
    public DateTimeOffset? TroubleSince { get; set; }
    public string? Version { get; set; }
    public bool IsEnterprise { get; set; }
    /// <summary>How it is spoken to, as "JSON-2".</summary>
    public string? Dialect { get; set; }
    public string? SignedInAs { get; set; }
    public bool? MayWrite { get; set; }
    /// <summary>When its parameters were last read.</summary>
    public DateTimeOffset? ReadAt { get; set; }
}

/// <summary>What was last read of one parameter in one Odoo. A secret is compared, never kept.</summary>
public sealed class OdooReading
{
    public Guid ConnectionId { get; set; }
    public required string Key { get; set; }
    /// <summary>As it may be shown: whole, or the last four of a secret; null where Odoo has nothing.</summary>
    public string? Shown { get; set; }
    public bool IsSame { get; set; }
    /// <summary>Since when it differs from ours; null while it is the same.</summary>
    public DateTimeOffset? DiffersSince { get; set; }
    /// <summary>Who wrote it last in Odoo.</summary>
    public string? ChangedBy { get; set; }
    public DateTimeOffset? ChangedAt { get; set; }
    public DateTimeOffset ReadAt { get; set; }
}

/// <summary>Proof of a push: what was there, what was written, what was read back.</summary>
public sealed class OdooPush
{
    public Guid Id { get; set; }
    public Guid ConnectionId { get; set; }
    public DateTimeOffset At { get; set; }
    public required string ByName { get; set; }
    /// <summary>JSON list of key, before and after as they may be shown, and whether reading back showed ours.</summary>
    public required string Rows { get; set; }
    /// <summary>Why it broke off; null where all was read back.</summary>
    public string? Trouble { get; set; }
}
