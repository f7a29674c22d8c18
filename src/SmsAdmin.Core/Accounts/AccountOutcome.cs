using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Accounts;

/// <summary>Somebody who signs in, as an administrator sees them.</summary>
public sealed record UserRow(
    Guid Id, string Email, string DisplayName, string Role, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt,
    DateTimeOffset? DisabledAt, DateTimeOffset? LockedUntil, bool MustChangePassword);

/// <summary>What became of a change to an account.</summary>
public abstract record AccountOutcome
{
    private AccountOutcome()
    {
    }

    public sealed record Done(Guid UserId) : AccountOutcome;

    /// <summary>
    /// Nothing was changed; each fault names its field: <c>code</c>, <c>name</c>, <c>email</c>, <c>password</c>, <c>current</c>,
    /// <c>role</c>, or nothing where it is the account itself.
    /// </summary>
    public sealed record Refused(IReadOnlyList<FieldFault> Faults) : AccountOutcome
    {
        public Refused(string field, string says)
            : this([new FieldFault(field, says)])
        {
        }
    }
}
