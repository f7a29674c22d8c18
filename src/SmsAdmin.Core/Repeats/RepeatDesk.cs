using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Keys;

namespace SmsAdmin.Core.Repeats;

/// <summary>
/// Tells requests that come again from those that come first. In this process one of each kind is under way at a time; across
/// processes and a crash the row decides that <see cref="RepeatClaims"/> writes beside what the request does.
/// </summary>
public sealed class RepeatDesk(IDbContextFactory<AppDb> databases, IDataProtectionProvider ring, TimeProvider clock)
{
    private readonly InstallationKey _key = new(databases, ring, "Repeats.Key", "SmsAdmin.Repeats.Key.v1");
    private readonly ConcurrentDictionary<(Guid Owner, string Key), RepeatTurn> _turns = new();

    /// <summary>Looks whether this request came before.</summary>
    /// <param name="ownerId">The API key that asks.</param>
    /// <param name="key">What tells the request apart, as its caller wrote it or as we made it up.</param>
    /// <param name="request">Hash of address and body.</param>
    /// <param name="keptFor">How long its answer is kept.</param>
    /// <param name="waits">How long to wait for the first, where it is under way in this process.</param>
    /// <param name="ct">Ends the look.</param>
    public async Task<RepeatOutcome> BeginAsync(Guid ownerId, string key, byte[] request, TimeSpan keptFor, TimeSpan waits, CancellationToken ct)
    {
        if ((_key.Bytes ?? await _key.OpenAsync(ct)) is not { } secret) return new RepeatOutcome.CannotTell("The key ring that repeated requests are told by is gone. Put the right ring back and restart.");
        var now = Instants.Truncated(clock.GetUtcNow());
        var ticket = new RepeatTicket(ownerId, Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(key))), HMACSHA256.HashData(secret, request), now, now + keptFor);
        while (true)
        {
            var turn = new RepeatTurn(ticket, ended => _turns.TryRemove(KeyValuePair.Create((ownerId, ticket.Key), ended)));
            var standing = _turns.GetOrAdd((ownerId, ticket.Key), turn);
            if (ReferenceEquals(standing, turn)) return await LookAsync(turn, ct);
            if (!standing.Ticket.Fingerprint.AsSpan().SequenceEqual(ticket.Fingerprint)) return new RepeatOutcome.Other();
            if (waits <= TimeSpan.Zero || !await standing.EndsWithinAsync(waits, clock, ct)) return new RepeatOutcome.UnderWay();
        }
    }

    /// <summary>Looks again, where the writing found that another process was faster.</summary>
    public async Task<RepeatOutcome> LookAgainAsync(RepeatTicket ticket, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        await using var db = await databases.CreateDbContextAsync(ct);
        var kept = await db.KeptAnswers.AsNoTracking().SingleOrDefaultAsync(a => a.OwnerId == ticket.OwnerId && a.Key == ticket.Key && a.EndsAt > ticket.At, ct);
        if (kept is null) return new RepeatOutcome.UnderWay();
        return kept.Fingerprint.AsSpan().SequenceEqual(ticket.Fingerprint)
            ? new RepeatOutcome.Kept(new RepeatAnswer(kept.Status, kept.Body ?? "{}", kept.Location))
            : new RepeatOutcome.Other();
    }

    private async Task<RepeatOutcome> LookAsync(RepeatTurn turn, CancellationToken ct)
    {
        try
        {
            if (await LookAgainAsync(turn.Ticket, ct) is not RepeatOutcome.UnderWay and var known)
            {
                turn.Dispose();
                return known;
            }

            return new RepeatOutcome.First(turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }
}

/// <summary>The first of a kind, under way. Disposing it lets the next one look.</summary>
public sealed class RepeatTurn : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<RepeatTurn> _end;

    internal RepeatTurn(RepeatTicket ticket, Action<RepeatTurn> end) => (Ticket, _end) = (ticket, end);

    public RepeatTicket Ticket { get; }

    internal async Task<bool> EndsWithinAsync(TimeSpan wait, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            await _ended.Task.WaitAsync(wait, clock, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _end(this);
        _ended.TrySetResult();
    }
}
