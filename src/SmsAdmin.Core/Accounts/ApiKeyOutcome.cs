using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Accounts;

/// <summary>A key as somebody asks for it.</summary>
/// <param name="Name">What the log and the audit call the program.</param>
/// <param name="PlanId">The service plan that it is bound to.</param>
/// <param name="PlanName">The plan's name, for the audit.</param>
/// <param name="Scopes"></param>
/// <param name="Lifetime">Null for a key that does not expire.</param>
public sealed record ApiKeyDraft(string Name, Guid PlanId, string PlanName, ApiScopes Scopes, TimeSpan? Lifetime = null)
{
    /// <summary>The id that it gets, chosen by the form that asks: posted twice, it makes one key. Null where nobody asks twice.</summary>
    public Guid? Id { get; init; }

    /// <summary>What it sends never reaches Sinch and uses no quota.</summary>
    public bool IsTest { get; init; }

    /// <summary>Addresses and networks from which it may be used, as <c>192.0.2.7, 10.0.0.0/8</c>; empty for anywhere.</summary>
    public string? Networks { get; init; }

    /// <summary>Requests a second; null for no limit.</summary>
    public int? PerSecond { get; init; }

    /// <summary>For so long the same text to the same number gets the first answer; null for no such window.</summary>
    public TimeSpan? RepeatWindow { get; init; }

    /// <summary>The Odoo connection that it is made for, whose module <c>ipai_sms_gateway</c> is told what becomes of its messages; null for another program.</summary>
    public Guid? OdooConnectionId { get; init; }
}

/// <summary>A key as an administrator sees it: everything but the key.</summary>
public sealed record ApiKeyRow(
    Guid Id, string Name, string Prefix, Guid PlanId, ApiScopes Scopes, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt, string? RevokedBy)
{
    public bool IsTest { get; init; }

    public string? Networks { get; init; }

    public int? PerSecond { get; init; }

    public int? RepeatSeconds { get; init; }

    /// <summary>The beginning of the secret before this one; null where it never was rotated.</summary>
    public string? OldPrefix { get; init; }

    /// <summary>Until then the secret before this one opens the door too.</summary>
    public DateTimeOffset? OldEndsAt { get; init; }

    /// <summary>When the secret before this one was used last.</summary>
    public DateTimeOffset? OldLastUsedAt { get; init; }

    /// <summary>Whether it opens the door at this instant.</summary>
    public bool IsGood(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);

    /// <summary>Whether the secret before this one opens it too.</summary>
    public bool Overlaps(DateTimeOffset now) => IsGood(now) && OldEndsAt > now;
}

/// <summary>What became of a change to the keys.</summary>
public abstract record ApiKeyOutcome
{
    private ApiKeyOutcome()
    {
    }

    /// <summary>Made. <paramref name="Key"/> can be shown now and never again.</summary>
    public sealed record Created(Guid Id, string Prefix, Secret Key) : ApiKeyOutcome;

    /// <summary>Nothing was made: the same form made this key before. Its secret was shown then.</summary>
    public sealed record MadeBefore(Guid Id, string Name, string Prefix) : ApiKeyOutcome;

    /// <summary>It has a new secret, which can be shown now and never again.</summary>
    /// <param name="OldPrefix">The beginning of the secret that is replaced.</param>
    /// <param name="OldEndsAt">Until then that one opens the door too.</param>
    public sealed record Rotated(Guid Id, string Name, string Prefix, Secret Key, string OldPrefix, DateTimeOffset OldEndsAt) : ApiKeyOutcome;

    /// <summary>It opens nothing any more.</summary>
    public sealed record Revoked(Guid Id, string Name) : ApiKeyOutcome;

    /// <summary>Nothing was changed; each fault names its field: <c>name</c>, <c>scopes</c>, <c>expires</c>, <c>networks</c>, <c>rate</c>, <c>window</c>, or nothing.</summary>
    public sealed record Refused(IReadOnlyList<FieldFault> Faults) : ApiKeyOutcome
    {
        public Refused(string field, string says)
            : this([new FieldFault(field, says)])
        {
        }
    }
}

/// <summary>The program behind a key that was shown at the door.</summary>
public sealed record ApiKeyHolder(Guid Id, string Name, Guid PlanId, ApiScopes Scopes, bool IsTest = false, TimeSpan? RepeatWindow = null)
{
    /// <summary>Whom to tell what becomes of its messages; null for nobody.</summary>
    public CallbackTarget? Reports { get; init; }

    /// <summary>The one who acts.</summary>
    public Actor ToActor(string? address) => new(Id, Name, ActorKind.ApiKey, address);
}

/// <summary>What the door knows of a key that was shown to it.</summary>
public abstract record ApiKeyCheck
{
    private ApiKeyCheck()
    {
    }

    public sealed record Known(ApiKeyHolder Holder) : ApiKeyCheck;

    /// <summary>Never made, mistyped, expired or revoked: all alike.</summary>
    public sealed record Unknown : ApiKeyCheck;

    /// <summary>A good key, but not from this address.</summary>
    public sealed record WrongPlace : ApiKeyCheck;

    /// <summary>A good key that asks more often than it may.</summary>
    /// <param name="PerSecond">How often it may ask.</param>
    /// <param name="RetryAfter">When there is room again.</param>
    public sealed record TooFast(int PerSecond, TimeSpan RetryAfter) : ApiKeyCheck;

    /// <summary>No key can be told from another now.</summary>
    public sealed record CannotTell(string Says) : ApiKeyCheck;
}
