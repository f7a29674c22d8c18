using Microsoft.AspNetCore.Identity;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Accounts;

/// <summary>Length, and nothing that its owner's name gives away. No rules about digits and signs (NIST SP 800-63B).</summary>
public sealed class PasswordRule : IPasswordValidator<AppUser>
{
    public const int MinimumLength = 12;
    private const int MaximumLength = 128;

    /// <summary>The rule before it is broken.</summary>
    public static string Hint { get; } = $"At least {MinimumLength} characters. Three or four words are good.";

    public Task<IdentityResult> ValidateAsync(UserManager<AppUser> manager, AppUser user, string? password)
    {
        ArgumentNullException.ThrowIfNull(user);
        var says = password switch
        {
            null or { Length: < MinimumLength } => $"Use at least {MinimumLength} characters. Three or four words are good.",
            { Length: > MaximumLength } => $"Use at most {MaximumLength} characters.",
            _ when password.Distinct().Count() < 5 => "Use more different characters.",
            _ when Contains(password, user.Email?.Split('@')[0]) || Contains(password, user.DisplayName) => "Leave your name and address out of the password.",
            _ => null,
        };
        return Task.FromResult(says is null ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = "Password", Description = says }));
    }

    private static bool Contains(string password, string? part) =>
        part is { Length: >= 4 } && password.Contains(part, StringComparison.OrdinalIgnoreCase);
}
