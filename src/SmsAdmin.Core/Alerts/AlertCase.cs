using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Alerts;

/// <summary>A condition that holds.</summary>
/// <param name="Key">Tells two conditions of one kind and plan apart, as <c>d2026-11-23</c> for a day's quota; else empty.</param>
/// <param name="Title">What is the matter, with the plan's name.</param>
/// <param name="Why">How much, why and what follows. No number, no text, no secret.</param>
/// <param name="Link">The path of the page that mends it.</param>
/// <param name="IsUrgent">Something does not go out now.</param>
/// <param name="Since">When it began, where that is known; else now.</param>
public sealed record AlertCase(AlertKind Kind, Guid? PlanId, string Key, string Title, string Why, string Link, bool IsUrgent = false, DateTimeOffset? Since = null)
{
    /// <summary>One open alert each.</summary>
    internal string OpenKey => KeyOf(Kind, PlanId, Key);

    internal static string KeyOf(AlertKind kind, Guid? planId, string key) => $"{kind}/{planId:N}/{key}";
}

/// <summary>An alert as people see it.</summary>
/// <param name="Count">How often it happened, for kinds that count events.</param>
/// <param name="LastAt">The last of those.</param>
public sealed record AlertView(
    Guid Id, AlertKind Kind, Guid? PlanId, string Key, bool IsUrgent, string Title, string Why, string Link, DateTimeOffset Since, int Count, DateTimeOffset LastAt,
    DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy, DateTimeOffset? EndedAt)
{
    /// <summary>Kept in memory alone, because the database takes no writes: nobody can acknowledge it.</summary>
    public bool IsUnwritten => Id == Guid.Empty;

    internal string OpenKey => AlertCase.KeyOf(Kind, PlanId, Key);
}

/// <summary>What became of an acknowledgement.</summary>
public enum AcknowledgeOutcome
{
    Acknowledged,

    /// <summary>Somebody else did, or it is over.</summary>
    NothingToDo,
}
