using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Accounts;

/// <summary>A session as its cookie names it.</summary>
/// <param name="Id">Its own id, new with each sign-in.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Stamp">The user's security stamp when it began: another role, another password and a disabled account change it.</param>
public sealed record SessionMark(Guid Id, Guid UserId, string Stamp);

/// <summary>
/// Who is signed in. A session is a row from sign-in to sign-out, and counts for <see cref="Longest"/> at most, as long as its
/// user is not disabled and has the same role and password. It is asked for each request and each press on an open page, so the
/// answer is kept for a moment; what ends a session here is known at once, in every instance that hears of it, and within
/// <see cref="KeptFor"/> in one that does not.
/// </summary>
public sealed class Sessions
{
    /// <summary>From sign-in on, whatever is done meanwhile.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Tells sessions from what else Identity keeps for a user by a name.</summary>
    internal const string Kept = "SmsAdmin.Session";

    private const string Topic = "session";
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(3);
    // A database that does not answer for a moment signs nobody out.
    private static readonly TimeSpan TrustedUnasked = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Known> _known = new();
    private readonly IDbContextFactory<AppDb> _databases;
    private readonly Neighbours _neighbours;
    private readonly TimeProvider _clock;

    public Sessions(IDbContextFactory<AppDb> databases, Neighbours neighbours, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        (_databases, _neighbours, _clock) = (databases, neighbours, clock);
        neighbours.On(Topic, word => Heard(Guid.TryParseExact(word, "N", out var userId) ? userId : null));
    }

    private event Action<Guid?>? Changed;

    /// <summary>Begins a session, and forgets those of this user that are over.</summary>
    public async Task<Guid> BeginAsync(Guid userId, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        var id = Guid.NewGuid();
        await using var db = await _databases.CreateDbContextAsync(ct);
        var kept = await db.UserTokens.AsNoTracking().Where(t => t.UserId == userId && t.LoginProvider == Kept).Select(t => new { t.Name, t.Value }).ToListAsync(ct);
        var over = kept.Where(session => EndOf(session.Value) <= now).Select(session => session.Name).ToList();
        if (over.Count > 0) await db.UserTokens.Where(t => t.UserId == userId && t.LoginProvider == Kept && over.Contains(t.Name)).ExecuteDeleteAsync(ct);
        db.UserTokens.Add(new IdentityUserToken<Guid> { UserId = userId, LoginProvider = Kept, Name = id.ToString("N"), Value = now.ToString("O", CultureInfo.InvariantCulture) });
        await db.SaveChangesAsync(ct);
        return id;
    }

    /// <summary>Ends a session; what its user has open elsewhere goes on.</summary>
    public async Task EndAsync(SessionMark session, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(session);
        var name = session.Id.ToString("N");
        await using var db = await _databases.CreateDbContextAsync(ct);
        await db.UserTokens.Where(t => t.UserId == session.UserId && t.LoginProvider == Kept && t.Name == name).ExecuteDeleteAsync(ct);
        Announce(session.UserId);
    }

    /// <summary>Whether it counts at this instant.</summary>
    public async ValueTask<bool> IsOpenAsync(SessionMark session, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(session);
        var known = _known.GetOrAdd(session.Id, _ => new Known(session.UserId, reading => ReadAsync(session, reading), _clock));
        if (await known.AskAsync(ct) is { } found && found.Stamp == session.Stamp && _clock.GetUtcNow() < found.EndsAt) return true;
        // What counts no more is not kept: it would only fill the memory.
        _known.TryRemove(KeyValuePair.Create(session.Id, known));
        return false;
    }

    /// <summary>Calls <paramref name="listener"/> when sessions of a user, or of anybody where it is null, may have ended, until the answer is disposed. It must return at once.</summary>
    public IDisposable Listen(Action<Guid?> listener)
    {
        Changed += listener;
        return new Subscription(() => Changed -= listener);
    }

    /// <summary>Makes every instance look again at a user's sessions; called after the commit.</summary>
    internal void Announce(Guid userId)
    {
        Heard(userId);
        _neighbours.Tell(Topic, userId.ToString("N"), userId.ToString("N"));
    }

    private void Heard(Guid? userId)
    {
        foreach (var (id, known) in _known)
        {
            if (userId is null || known.UserId == userId) _known.TryRemove(KeyValuePair.Create(id, known));
        }

        Changed?.Invoke(userId);
    }

    private async Task<Found?> ReadAsync(SessionMark session, CancellationToken ct)
    {
        var name = session.Id.ToString("N");
        await using var db = await _databases.CreateDbContextAsync(ct);
        var row = await (
            from token in db.UserTokens
            join user in db.Users on token.UserId equals user.Id
            where token.UserId == session.UserId && token.LoginProvider == Kept && token.Name == name && user.DisabledAt == null
            select new { token.Value, user.SecurityStamp }).AsNoTracking().SingleOrDefaultAsync(ct);
        return row is null ? null : new Found(row.SecurityStamp ?? "", EndOf(row.Value));
    }

    private static DateTimeOffset EndOf(string? begunAt) =>
        DateTimeOffset.TryParseExact(begunAt, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at + Longest : DateTimeOffset.MinValue;

    private sealed record Found(string Stamp, DateTimeOffset EndsAt);

    /// <summary>What is known of one session.</summary>
    private sealed class Known(Guid userId, Func<CancellationToken, Task<Found?>> read, TimeProvider clock)
    {
        private readonly Snapshot<Found?> _now = new(read, KeptFor, clock);
        private volatile Answer? _last;

        public Guid UserId => userId;

        public async ValueTask<Found?> AskAsync(CancellationToken ct)
        {
            try
            {
                var found = await _now.GetAsync(ct);
                _last = new Answer(found, clock.GetTimestamp());
                return found;
            }
            catch (Exception) when (!ct.IsCancellationRequested && _last is { } last && clock.GetElapsedTime(last.At) < TrustedUnasked)
            {
                return last.Found;
            }
        }

        private sealed record Answer(Found? Found, long At);
    }
}
