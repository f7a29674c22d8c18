using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Credentials;

/// <summary>Where a plan comes from.</summary>
public enum PlanSource
{
    /// <summary>Encrypted storage.</summary>
    Storage,

    /// <summary><c>SINCH_SERVICE_PLAN_ID</c> and its companions: read-only, nothing written to disk.</summary>
    Environment,
}

/// <summary>Whether a plan can send, and if not, what is missing.</summary>
public enum PlanReadiness
{
    Ready,
    /// <summary>Region unknown: it sends nothing until it is found.</summary>
    NoRegion,
    /// <summary>Sinch has not yet taken plan and token together.</summary>
    NotVerified,
    /// <summary>The key ring that protects the token is gone.</summary>
    TokenUnreadable,
    /// <summary>Refused by Sinch while sending, or paused by a person.</summary>
    Paused,
}

/// <summary>A service plan as people see it: everything but the token.</summary>
/// <param name="Url">Where its requests go, as <c>https://eu.sms.api.sinch.com</c>; null while no region is known.</param>
/// <param name="PerDay">Messages a day, null for no limit.</param>
/// <param name="PerMonth">Messages a month, null for no limit.</param>
/// <param name="CheckedSaid">What the last check said, in words.</param>
public sealed record PlanView(
    Guid Id,
    string Name,
    string ServicePlanId,
    string TokenLastFour,
    DateTimeOffset? TokenSetAt,
    string? TokenSetBy,
    string? Region,
    string? BaseUrl,
    string? Url,
    string? Sender,
    PlanKind Kind,
    int PerSecond,
    int? PerDay,
    int? PerMonth,
    string TimeZone,
    IReadOnlyList<string> VerifiedNumbers,
    bool IsDefault,
    bool IsSandbox,
    PlanSource Source,
    PlanReadiness Readiness,
    DateTimeOffset? CheckedAt,
    int? CheckedHttpStatus,
    string? CheckedSaid,
    DateTimeOffset? PausedAt,
    string? PausedWhy,
    DateTimeOffset? LastReceiptAt)
{
    /// <summary>Its host may lie on this machine or in a private network.</summary>
    public bool AllowsPrivateHost { get; init; }

    /// <summary>Its rate counts each part of a long text, not each recipient.</summary>
    public bool CountsParts { get; init; }

    /// <summary>ISO codes of the countries that one-time codes may go to, or <c>*</c> for all.</summary>
    public IReadOnlyList<string> OpenCountries { get; init; } = [];

    /// <summary>The person who paused it; null where nobody did, or Sinch's refusal.</summary>
    public string? PausedBy { get; init; }

    /// <summary>The Service Plan ID cut in the middle, as it may stand in a raw exchange.</summary>
    public string ShortServicePlanId => Shorten(ServicePlanId);

    /// <summary>The host of <see cref="Url"/>, with a port where it has one.</summary>
    public string? Host => Uri.TryCreate(Url, UriKind.Absolute, out var url) ? url.Authority : null;

    /// <summary>Cuts a long id in the middle: <c>4f1c…a07e</c>.</summary>
    public static string Shorten(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length <= 12 ? id : $"{id[..4]}…{id[^4..]}";
    }
}
