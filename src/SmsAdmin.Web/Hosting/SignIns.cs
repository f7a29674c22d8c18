using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Hosting;

/// <summary>Signs people in and out. Says the same for an unknown address, a wrong password, a locked and a disabled account, in text and in time.</summary>
public sealed class SignIns(
    SignInManager<AppUser> signIn, UserManager<AppUser> users, IDbContextFactory<AppDb> databases, AuditTrail audit, TimeProvider clock)
{
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
            // What is no address may be a password in the wrong field.
            await TellAsync("sign-in.refused", email.Contains('@', StringComparison.Ordinal) ? email.Trim() : "Not an address", null, address, ct);
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
        await signIn.SignInAsync(user, isPersistent: false);
        await TellAsync("sign-in.done", user.Email!, user, address, ct);
        return true;
    }

    /// <summary>Begins the session of somebody who has just set themselves up or changed their password.</summary>
    public async Task BeginAsync(Guid userId)
    {
        if (await users.FindByIdAsync(userId.ToString()) is { } user) await signIn.SignInAsync(user, isPersistent: false);
    }

    public Task EndAsync() => signIn.SignOutAsync();

    private async Task TellAsync(string action, string subject, AppUser? user, string? address, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        audit.Write(db, new Actor(user?.Id, user?.DisplayName ?? "Unknown", ActorKind.User, address), action, subject, user?.Id);
        await db.SaveChangesAsync(ct);
    }
}
