using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Accounts;

/// <summary>Who may sign in, and as what. Each change is one transaction with its audit entry.</summary>
public sealed class Users(IServiceScopeFactory scopes, Sessions sessions, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Everybody, by name.</summary>
    public async Task<IReadOnlyList<UserRow>> ListAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Rows(scope.ServiceProvider.GetRequiredService<AppDb>(), users => users.OrderBy(u => u.DisplayName).ThenBy(u => u.Id)).ToListAsync(ct);
    }

    public async Task<UserRow?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Rows(scope.ServiceProvider.GetRequiredService<AppDb>(), users => users.Where(u => u.Id == id)).SingleOrDefaultAsync(ct);
    }

    /// <summary>False only on a fresh install.</summary>
    public async Task<bool> AnyAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Users.AnyAsync(ct);
    }

    /// <summary>Adds a user whose password an administrator chose: its owner has to choose another at the first sign-in.</summary>
    public Task<AccountOutcome> AddAsync(string email, string name, string role, string password, Actor by, CancellationToken ct) =>
        ChangeAsync(async (users, db) => await InsertAsync(users, db, email, name, role, password, true, by), ct);

    /// <summary>Makes the first administrator, if there is nobody yet. Two at once: one wins.</summary>
    public Task<AccountOutcome> AddFirstAsync(string email, string name, string password, Actor by, CancellationToken ct) =>
        ChangeAsync(async (users, db) => await db.Users.AnyAsync(ct)
            ? Refused("", "SmsAdmin is already set up. Sign in instead.")
            : await InsertAsync(users, db, email, name, Roles.Admin, password, false, by), ct);

    public Task<AccountOutcome> ChangeRoleAsync(Guid id, string role, Actor by, CancellationToken ct) => ChangeAsync(id, async (users, db, user) =>
    {
        if (!Roles.All.Contains(role)) return Refused("role", $"There is no role {role}.");
        var old = (await users.GetRolesAsync(user)).SingleOrDefault() ?? "";
        if (old == role) return new AccountOutcome.Done(id);
        if (old == Roles.Admin && !await AnotherAdminAsync(db, id, ct)) return Refused("role", LastAdmin);
        if (old.Length > 0 && Faults(await users.RemoveFromRoleAsync(user, old)) is { } fault) return fault;
        if (Faults(await users.AddToRoleAsync(user, role)) is { } other) return other;
        // Open sessions of this user carry the old role: end them.
        await users.UpdateSecurityStampAsync(user);
        audit.Write(db, by, "user.role-changed", user.Email!, id, new { role = old }, new { role });
        return new AccountOutcome.Done(id);
    }, ct);

    public Task<AccountOutcome> DisableAsync(Guid id, Actor by, CancellationToken ct) => ChangeAsync(id, async (users, db, user) =>
    {
        if (by.Id == id) return Refused("", "You cannot disable your own account. Another administrator can.");
        if (user.DisabledAt is not null) return new AccountOutcome.Done(id);
        if (await users.IsInRoleAsync(user, Roles.Admin) && !await AnotherAdminAsync(db, id, ct)) return Refused("role", LastAdmin);
        user.DisabledAt = clock.GetUtcNow();
        await users.UpdateSecurityStampAsync(user);
        audit.Write(db, by, "user.disabled", user.Email!, id);
        return new AccountOutcome.Done(id);
    }, ct);

    public Task<AccountOutcome> EnableAsync(Guid id, Actor by, CancellationToken ct) => ChangeAsync(id, async (users, db, user) =>
    {
        user.DisabledAt = null;
        await users.ResetAccessFailedCountAsync(user);
        await users.SetLockoutEndDateAsync(user, null);
        audit.Write(db, by, "user.enabled", user.Email!, id);
        return new AccountOutcome.Done(id);
    }, ct);

    /// <summary>Sets a password chosen by an administrator, ends the user's sessions and lifts a lockout.</summary>
    public Task<AccountOutcome> ResetPasswordAsync(Guid id, string password, Actor by, CancellationToken ct) => ChangeAsync(id, async (users, db, user) =>
    {
        var token = await users.GeneratePasswordResetTokenAsync(user);
        if (Faults(await users.ResetPasswordAsync(user, token, password)) is { } fault) return fault;
        user.MustChangePassword = true;
        await users.SetLockoutEndDateAsync(user, null);
        await users.ResetAccessFailedCountAsync(user);
        await users.UpdateSecurityStampAsync(user);
        audit.Write(db, by, "user.password-reset", user.Email!, id, after: new { password = AuditTrail.Changed });
        return new AccountOutcome.Done(id);
    }, ct);

    /// <summary>A user changes their own password, knowing the current one.</summary>
    public Task<AccountOutcome> ChangeOwnPasswordAsync(Guid id, string current, string next, Actor by, CancellationToken ct) => ChangeAsync(id, async (users, db, user) =>
    {
        if (Faults(await users.ChangePasswordAsync(user, current, next)) is { } fault) return fault;
        user.MustChangePassword = false;
        if (Faults(await users.UpdateAsync(user)) is { } other) return other;
        audit.Write(db, by, "user.password-changed", user.Email!, id, after: new { password = AuditTrail.Changed });
        return new AccountOutcome.Done(id);
    }, ct);

    private const int LongestName = 100;
    private const string LastAdmin = "This is the only administrator. Make somebody else one first.";

    private static AccountOutcome.Refused Refused(string field, string says) => new(field, says);

    private async Task<AccountOutcome> InsertAsync(
        UserManager<AppUser> users, AppDb db, string email, string name, string role, string password, bool mustChange, Actor by)
    {
        if (string.IsNullOrWhiteSpace(name)) return Refused("name", "Give a name: the audit shows it beside each change.");
        if (name.Trim().Length > LongestName) return Refused("name", $"Use at most {LongestName} characters.");
        if (!Roles.All.Contains(role)) return Refused("role", $"There is no role {role}.");
        var user = new AppUser
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            UserName = email.Trim(),
            Email = email.Trim(),
            EmailConfirmed = true,
            DisplayName = name.Trim(),
            CreatedAt = clock.GetUtcNow(),
            MustChangePassword = mustChange,
            LockoutEnabled = true,
        };
        if (Faults(await users.CreateAsync(user, password)) is { } fault) return fault;
        if (Faults(await users.AddToRoleAsync(user, role)) is { } other) return other;
        audit.Write(db, by, "user.added", user.Email!, user.Id, after: new { name = user.DisplayName, role });
        return new AccountOutcome.Done(user.Id);
    }

    private async Task<AccountOutcome> ChangeAsync(
        Guid id, Func<UserManager<AppUser>, AppDb, AppUser, Task<AccountOutcome>> change, CancellationToken ct)
    {
        var outcome = await ChangeAsync(async (users, db) => await db.Users.SingleOrDefaultAsync(u => u.Id == id, ct) is { } user
            ? await change(users, db, user)
            : Refused("", "This user is gone. Load the page again."), ct);
        if (outcome is AccountOutcome.Done) sessions.Announce(id);
        return outcome;
    }

    private async Task<AccountOutcome> ChangeAsync(Func<UserManager<AppUser>, AppDb, Task<AccountOutcome>> change, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Who is the first, and who the last administrator, is looked up before it is changed.
        await db.HoldAsync("users", ct);
        var outcome = await change(scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>(), db);
        if (outcome is not AccountOutcome.Done) return outcome;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }

    private static async Task<bool> AnotherAdminAsync(AppDb db, Guid but, CancellationToken ct) => await (
        from user in db.Users
        join link in db.UserRoles on user.Id equals link.UserId
        join role in db.Roles on link.RoleId equals role.Id
        where role.Name == Roles.Admin && user.Id != but && user.DisabledAt == null
        select user.Id).AnyAsync(ct);

    // Identity finds one wrong address twice, as address and as user name: once is enough.
    private static AccountOutcome.Refused? Faults(IdentityResult result) =>
        result.Succeeded ? null : new AccountOutcome.Refused([.. result.Errors.Select(Fault).Distinct()]);

    private static FieldFault Fault(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName) =>
            new FieldFault("email", "Somebody with this address is here already."),
        nameof(IdentityErrorDescriber.InvalidEmail) or nameof(IdentityErrorDescriber.InvalidUserName) =>
            new FieldFault("email", "This is not an email address. Give it as anna@example.com."),
        nameof(IdentityErrorDescriber.PasswordMismatch) => new FieldFault("current", "This is not your current password."),
        nameof(IdentityErrorDescriber.ConcurrencyFailure) => new FieldFault("", "Somebody else changed this account meanwhile. Load the page again."),
        _ => new FieldFault("password", error.Description),
    };

    private static IQueryable<UserRow> Rows(AppDb db, Func<IQueryable<AppUser>, IQueryable<AppUser>> which) =>
        from user in which(db.Users.AsNoTracking())
        select new UserRow(
            user.Id, user.Email!, user.DisplayName,
            (from link in db.UserRoles join role in db.Roles on link.RoleId equals role.Id where link.UserId == user.Id orderby role.Name select role.Name).FirstOrDefault() ?? "",
            user.CreatedAt, user.LastSignInAt, user.DisabledAt, user.LockoutEnd, user.MustChangePassword);
}
