using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Data;

/// <summary>A program's key. The key itself is stored nowhere.</summary>
public sealed class ApiKey
{
    public Guid Id { get; set; }
    public required string Name { get; set; }
    /// <summary>The beginning of the key, by which it is looked up and recognised: <c>sms_live_k7f3q9wz</c>.</summary>
    public required string Prefix { get; set; }
    /// <summary>HMAC-SHA256 of the whole key under an installation key.</summary>
    public required byte[] Hash { get; set; }
    /// <summary>The service plan that it sends through, and whose messages it reads.</summary>
    public Guid PlanId { get; set; }
    public ApiScopes Scopes { get; set; }
    /// <summary>What it sends never reaches Sinch and uses no quota.</summary>
    public bool IsTest { get; set; }
    /// <summary>Networks from which it opens the door, as <c>192.0.2.0/24, 2001:db8::/32</c>; null for anywhere.</summary>
    public string? Networks { get; set; }
    /// <summary>Requests a second; null for no limit.</summary>
    public int? PerSecond { get; set; }
    /// <summary>For so many seconds the same text to the same number gets the first answer; null for no such window.</summary>
    public int? RepeatSeconds { get; set; }
    /// <summary>The Odoo connection that it was made for, which is told what becomes of its messages; null for a key of another program.</summary>
    public Guid? OdooConnectionId { get; set; }
    /// <summary>The beginning of the secret that was replaced last, which opens the door until <see cref="OldEndsAt"/>.</summary>
    public string? OldPrefix { get; set; }
    public byte[]? OldHash { get; set; }
    public DateTimeOffset? OldEndsAt { get; set; }
    public DateTimeOffset? OldLastUsedAt { get; set; }
    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    /// <summary>Written behind the requests, at most once a minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
    public string? RevokedBy { get; set; }
}
