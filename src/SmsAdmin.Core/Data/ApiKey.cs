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
    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    /// <summary>Written behind the requests, at most once a minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
    public string? RevokedBy { get; set; }
}
