using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Hosting;

/// <summary>Puts into the session what every page needs of its user: the name, and whether a new password is due.</summary>
internal sealed class UserClaims(UserManager<AppUser> users, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<AppUser, IdentityRole<Guid>>(users, roles, options)
{
    public const string DisplayName = "display_name";
    public const string MustChangePassword = "must_change_password";
    public const string SessionId = "session";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.DisplayName));
        if (user.MustChangePassword) identity.AddClaim(new Claim(MustChangePassword, "true"));
        return identity;
    }
}

/// <summary>Reads the session's user.</summary>
public static class Session
{
    private static readonly string StampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

    /// <summary>The one who acts. The address is where the request, or the circuit's first request, came from.</summary>
    public static Actor ToActor(this ClaimsPrincipal user, string? address)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new Actor(user.UserId(), user.Name(), ActorKind.User, address);
    }

    public static string Name(this ClaimsPrincipal user) => user.FindFirstValue(UserClaims.DisplayName) ?? user.Identity?.Name ?? "";

    public static string Role(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Role) ?? "";

    /// <summary>Whether somebody else chose the password of this session.</summary>
    public static bool MustChangePassword(this ClaimsPrincipal user) => user.HasClaim(UserClaims.MustChangePassword, "true");

    /// <summary>Administrators and operators: who sends also sees whole numbers, and texts.</summary>
    public static bool MaySend(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.IsInRole(Roles.Admin) || user.IsInRole(Roles.Operator);
    }

    /// <summary>What tells this session from others; null where nobody is signed in.</summary>
    public static SessionMark? Mark(this ClaimsPrincipal user) =>
        Guid.TryParseExact(user.FindFirstValue(UserClaims.SessionId), "N", out var id) && user.UserId() is { } userId
            ? new SessionMark(id, userId, user.FindFirstValue(StampClaim) ?? "")
            : null;

    public static Guid? UserId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
}
