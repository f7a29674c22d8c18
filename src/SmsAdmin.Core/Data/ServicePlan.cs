using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Data;

/// <summary>A Sinch service plan kept in encrypted storage: who we are at Sinch, and what we may do there.</summary>
public sealed class ServicePlan
{
    public Guid Id { get; set; }
    public required string Name { get; set; }
    /// <summary>Sinch's Service Plan ID.</summary>
    public required string ServicePlanId { get; set; }
    /// <summary>The API token, protected by the key ring. The token itself is stored nowhere.</summary>
    public required string TokenCipher { get; set; }
    public required string TokenLastFour { get; set; }
    public DateTimeOffset TokenSetAt { get; set; }
    public required string TokenSetBy { get; set; }
    /// <summary>One of Sinch's five regions, or null while it is not known. There is no default.</summary>
    public string? Region { get; set; }
    /// <summary>A host of one's own instead of Sinch's regional one. May hold <c>{region}</c>.</summary>
    public string? BaseUrl { get; set; }
    public string? Sender { get; set; }
    public PlanKind Kind { get; set; }
    /// <summary>Messages a second.</summary>
    public int PerSecond { get; set; }
    /// <summary>Sinch counts each part of a long text against the rate, not each recipient.</summary>
    public bool CountsParts { get; set; }
    /// <summary>Messages a day in <see cref="TimeZone"/>; null is no limit.</summary>
    public int? PerDay { get; set; }
    /// <summary>Messages a calendar month in <see cref="TimeZone"/>; null is no limit.</summary>
    public int? PerMonth { get; set; }
    /// <summary>IANA zone in which the plan's day begins.</summary>
    public required string TimeZone { get; set; }
    /// <summary>E.164 numbers that a trial plan may send to.</summary>
    public List<string> VerifiedNumbers { get; set; } = [];
    /// <summary>ISO codes of the countries that one-time codes may go to, or <c>*</c> for all; null where nobody chose, which opens the sender's.</summary>
    public List<string>? OpenCountries { get; set; }
    /// <summary>An administrator said that the base URL may lie in a private network.</summary>
    public bool AllowsPrivateHost { get; set; }
    /// <summary>Talks to the built-in sandbox: nothing sent through it reaches a phone.</summary>
    public bool IsSandbox { get; set; }
    /// <summary>Sinch has taken this plan and token together at least once.</summary>
    public bool IsVerified { get; set; }
    public DateTimeOffset? CheckedAt { get; set; }
    public int? CheckedHttpStatus { get; set; }
    /// <summary>What the last check said, in words.</summary>
    public string? CheckedSaid { get; set; }
    /// <summary>What a callback of this plan must prove, protected by the key ring; null for nothing beyond the secret in its path.</summary>
    public string? CallbackProofCipher { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>What happens to a plan while it runs. Kept apart, so that a plan from the environment can have it too.</summary>
public sealed class PlanState
{
    public Guid PlanId { get; set; }
    public DateTimeOffset? PausedAt { get; set; }
    public string? PausedWhy { get; set; }
    /// <summary>The person who paused it, and whose it is to resume; null where Sinch's refusal did, and a probe resumes it.</summary>
    public string? PausedBy { get; set; }
    /// <summary>When a paused plan is asked again whether it works.</summary>
    public DateTimeOffset? ProbeAt { get; set; }
    public DateTimeOffset? LastReceiptAt { get; set; }
    /// <summary>Up to here finished reports were polled, by Sinch's clock.</summary>
    public DateTimeOffset? PolledAt { get; set; }
}
