using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Accounts;

/// <summary>A key as somebody asks for it.</summary>
/// <param name="Name">What the log and the audit call the program.</param>
/// <param name="PlanId">The service plan that it is bound to.</param>
/// <param name="PlanName">The plan's name, for the audit.</param>
/// <param name="Scopes"></param>
/// <param name="Lifetime">Null for a key that does not expire.</param>
public sealed record ApiKeyDraft(string Name, Guid PlanId, string PlanName, ApiScopes Scopes, TimeSpan? Lifetime = null);

/// <summary>A key as an administrator sees it: everything but the key.</summary>
public sealed record ApiKeyRow(
    Guid Id, string Name, string Prefix, Guid PlanId, ApiScopes Scopes, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt, string? RevokedBy)
{
    /// <summary>Whether it opens the door at this instant.</summary>
    public bool IsGood(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}

/// <summary>What became of a change to the keys.</summary>
public abstract record ApiKeyOutcome
{
    private ApiKeyOutcome()
    {
    }

    /// <summary>Made. <paramref name="Key"/> can be shown now and never again.</summary>
    public sealed record Created(Guid Id, string Prefix, Secret Key) : ApiKeyOutcome;

    /// <summary>It opens nothing any more.</summary>
    public sealed record Revoked(Guid Id, string Name) : ApiKeyOutcome;

    /// <summary>Nothing was changed; each fault names its field: <c>name</c>, <c>scopes</c>, <c>expires</c>, or nothing.</summary>
    public sealed record Refused(IReadOnlyList<FieldFault> Faults) : ApiKeyOutcome
    {
        public Refused(string field, string says)
            : this([new FieldFault(field, says)])
        {
        }
    }
}

/// <summary>The program behind a key that was shown at the door.</summary>
public sealed record ApiKeyHolder(Guid Id, string Name, Guid PlanId, ApiScopes Scopes)
{
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

    /// <summary>No key can be told from another now.</summary>
    public sealed record CannotTell(string Says) : ApiKeyCheck;
}
