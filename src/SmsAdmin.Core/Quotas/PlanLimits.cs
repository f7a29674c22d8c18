namespace SmsAdmin.Core.Quotas;

/// <summary>What a quota needs to know of a plan. Null is no limit.</summary>
/// <param name="TimeZone">IANA zone in which day and month begin.</param>
public sealed record PlanLimits(Guid PlanId, int? PerDay, int? PerMonth, string TimeZone);
