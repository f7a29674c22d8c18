using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Hosting;

/// <summary>Signs people in and out. Says the same for an unknown address, a wrong password, a locked and a disabled account, in text and in time.</summary>
public sealed class SignIns(
    SignInManager<AppUser> signIn, UserManager<AppUser> users, Sessions sessions, IDbContextFactory<AppDb> databases, AuditTrail audit, TimeProvider clock)
{
    // RFC 5321: a path of 256 characters, without its brackets.
    private const int LongestEmail = 254;

    public const string Refusal =
        "That did not match, or the account is locked. After 5 wrong passwords it is locked for 15 minutes. An administrator can reset the password.";

    /// <summary>True when the session began.</summary>
    public async Task<bool> TryAsync(string email, string password, string? address, CancellationToken ct)
    {
        var user = await users.FindByEmailAsync(email.Trim());
        if (user is null)
        {
            // As long as a real check takes.
            _ = users.PasswordHasher.HashPassword(new AppUser { DisplayName = "" }, password);
            await TellAsync("sign-in.refused", Named(email.Trim()), null, address, ct);
            return false;
        }

        // Locked already, nothing is checked; the attempt that locks it was.
        var wasLocked = await users.IsLockedOutAsync(user);
        var result = await signIn.CheckPasswordSignInAsync(user, password, lockoutOnFailure: true);
        if (wasLocked) _ = users.PasswordHasher.HashPassword(user, password);
        if (!result.Succeeded || user.DisabledAt is not null)
        {
            await TellAsync(result.IsLockedOut ? "sign-in.locked" : "sign-in.refused", user.Email!, user, address, ct);
            return false;
        }

        user.LastSignInAt = clock.GetUtcNow();
        await users.UpdateAsync(user);
        await BeginAsync(user, ct);
        await TellAsync("sign-in.done", user.Email!, user, address, ct);
        return true;
    }

    /// <summary>Begins the session of somebody who has just set themselves up or changed their password.</summary>
    public async Task BeginAsync(Guid userId, CancellationToken ct)
    {
        if (await users.FindByIdAsync(userId.ToString()) is { } user) await BeginAsync(user, ct);
    }

    /// <summary>Ends this browser's session: its cookie opens nothing any more, wherever it was copied to, and its open pages can do nothing more.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        if (signIn.Context.User.Mark() is { } session) await sessions.EndAsync(session, ct);
        await signIn.SignOutAsync();
    }

    // What is no address may be a password in the wrong field; what is longer than any would fill the audit for whoever sends it.
    private static string Named(string email) =>
        email.Length <= LongestEmail && email.Contains('@', StringComparison.Ordinal) && !email.Any(char.IsControl) ? email : "Not an address";

    private async Task BeginAsync(AppUser user, CancellationToken ct)
    {
        // The one that this browser had.
        if (signIn.Context.User.Mark() is { } before) await sessions.EndAsync(before, ct);
        var id = await sessions.BeginAsync(user.Id, ct);
        await signIn.SignInWithClaimsAsync(user, isPersistent: false, [new Claim(UserClaims.SessionId, id.ToString("N"))]);
    }

    private async Task TellAsync(string action, string subject, AppUser? user, string? address, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        audit.Write(db, new Actor(user?.Id, user?.DisplayName ?? "Unknown", ActorKind.User, address), action, subject, user?.Id);
        await db.SaveChangesAsync(ct);
    }
}
