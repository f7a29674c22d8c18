using Microsoft.AspNetCore.Identity;

namespace SmsAdmin.Core.Data;

/// <summary>Somebody who signs in.</summary>
public sealed class AppUser : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? DisabledAt { get; set; }
    public DateTimeOffset? LastSignInAt { get; set; }
    /// <summary>Set by an administrator who chose the password; the owner has to choose a new one.</summary>
    public bool MustChangePassword { get; set; }
}
