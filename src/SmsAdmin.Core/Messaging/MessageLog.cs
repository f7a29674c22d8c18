using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>Reads the log: lists by key, one message whole.</summary>
public sealed class MessageLog(IDbContextFactory<AppDb> databases)
{
    /// <summary>A page of messages beside <paramref name="key"/>, newest first; the newest page without a key.</summary>
    public async Task<MessagePage> ListAsync(MessageFilter filter, Guid? key, PageSide side, int size, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var anchor = key is { } id ? await AnchorAsync(db, id, ct) : null;
        var newer = anchor is not null && side == PageSide.NewerThan;

        var ordered = newer
            ? After(db, filter, anchor!.Value).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id)
            : Before(db, filter, anchor).OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id);
        var found = await Rows(ordered.Take(size + 1)).ToListAsync(ct);
        var more = found.Count > size;
        if (more) found.RemoveAt(size);
        if (newer) found.Reverse();
        if (found.Count == 0) return new MessagePage([], null, null);

        var hasOlder = newer ? anchor is not null : more;
        var hasNewer = newer ? more : anchor is not null && await After(db, filter, (found[0].CreatedAt, found[0].Id)).AnyAsync(ct);
        return new MessagePage([.. found.Select(ToRow)], hasOlder ? found[^1].Id : null, hasNewer ? found[0].Id : null);
    }

    /// <summary>Whether a plan has a message with this id.</summary>
    public async Task<bool> HasAsync(Guid planId, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Messages.AnyAsync(m => m.Id == id && m.PlanId == planId, ct);
    }

    /// <summary>One message with its timeline, or null.</summary>
    public async Task<MessageDetail?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct);
        if (found is null) return null;
        var submission = await db.Submissions.Where(s => s.Id == found.SubmissionId).Select(s => new { s.CallerReference, s.PressId, s.SendAt, s.RequestedById }).SingleOrDefaultAsync(ct);
        var (sentAgainFor, sentAgainAs) = (await SentAgainForAsync(db, submission?.PressId, ct), await SentAgainAsAsync(db, id, ct));
        var steps = await db.MessageEvents.AsNoTracking()
            .Where(e => e.MessageId == id)
            .OrderBy(e => e.At).ThenBy(e => e.Id)
            .Select(e => new MessageStep(
                e.At, e.Kind, e.State, e.HttpStatus, e.ApiErrorCode, e.DeliveryCode, e.Says, e.RawHead, e.RawRequest, e.RawResponse))
            .ToListAsync(ct);
        // The first step is the message itself, so it is not written twice.
        steps.Insert(0, new MessageStep(
            found.CreatedAt, MessageEventKind.Asked, MessageState.Queued, null, null, null, $"{OriginWords.Of(found.Origin)}, {found.RequestedBy}, lane {found.Lane}.{(sentAgainFor is { } first ? $" Sends {Short(first)} again." : "")}", null, null, null));
        if (sentAgainAs is { } again)
        {
            var step = new MessageStep(again.CreatedAt, MessageEventKind.SentAgain, null, null, null, null, $"As {Short(again.Id)}, by {again.RequestedBy}.", null, null, null);
            steps.Insert(steps.FindLastIndex(before => before.At <= again.CreatedAt) + 1, step);
        }

        return new MessageDetail(
            found.Id, found.SubmissionId, found.PlanId, found.CreatedAt, PhoneNumber.FromDigits(found.To), found.From, found.State,
            found.OutcomeUnknown, found.Lane, found.Origin, found.RequestedBy, found.Characters, found.Parts, found.IsUnicode, found.BatchId,
            found.HttpStatus, found.ApiErrorCode, found.NoAnswer, found.DeliveryCode, found.Attempts, found.DueAt, found.AcceptedAt,
            found.FinalAt, submission?.CallerReference, found.TextCipher is not null, steps)
        {
            IsTest = found.IsTest,
            SendAt = submission?.SendAt,
            WaitsForQuota = found is { State: MessageState.Queued, CountedAt: null },
            RequestedById = submission?.RequestedById,
            SentAgainAs = sentAgainAs?.Id,
            SentAgainFor = sentAgainFor,
        };
    }

    /// <summary>The last messages to one number, newest first, but for <paramref name="except"/>.</summary>
    public async Task<IReadOnlyList<MessageRow>> SameNumberAsync(PhoneNumber to, Guid except, int size, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await Rows(OfNumber(db.Messages.AsNoTracking(), to.E164)
            .Where(m => m.Id != except)
            .OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id)
            .Take(size)).ToListAsync(ct);
        return [.. found.Select(ToRow)];
    }

    // Sending again is pressed once for each message, and the message is the press.
    private static async Task<Guid?> SentAgainForAsync(AppDb db, Guid? press, CancellationToken ct) =>
        press is { } first && await db.Messages.AnyAsync(m => m.Id == first, ct) ? first : null;

    private static Task<Message?> SentAgainAsAsync(AppDb db, Guid id, CancellationToken ct) => (
        from submission in db.Submissions
        join message in db.Messages on submission.Id equals message.SubmissionId
        where submission.PressId == id
        select message).AsNoTracking().SingleOrDefaultAsync(ct);

    private static string Short(Guid id) => PlanView.Shorten(id.ToString());

    private static IQueryable<Message> Matching(AppDb db, MessageFilter filter)
    {
        var messages = db.Messages.AsNoTracking();
        if (filter.State is { } state) messages = messages.Where(m => m.State == state);
        if (filter.Lane is { } lane) messages = messages.Where(m => m.Lane == lane);
        if (filter.Origin is { } origin) messages = messages.Where(m => m.Origin == origin);
        if (filter.PlanId is { } plan) messages = messages.Where(m => m.PlanId == plan);
        if (filter.DeliveryCode is { } code) messages = messages.Where(m => m.DeliveryCode == code);
        if (filter.From is { } from) messages = messages.Where(m => m.CreatedAt >= from);
        if (filter.Until is { } until) messages = messages.Where(m => m.CreatedAt < until);
        if (filter.IsTest is { } test) messages = messages.Where(m => m.IsTest == test);
        if (filter.To is { } to) messages = OfNumber(messages, to);
        if (filter.SubmissionId is { } submission) messages = messages.Where(m => m.SubmissionId == submission);
        if (CallerReferences.HashOf(filter.Reference) is { } hash)
            messages = messages.Where(m => db.Submissions.Any(s => s.Id == m.SubmissionId && s.ReferenceHash == hash && s.CallerReference == filter.Reference));
        if (filter.SameNumberAs is { } other)
        {
            var same = db.Messages.Where(o => o.Id == other);
            messages = messages.Where(m => m.LastFour == same.Select(o => o.LastFour).FirstOrDefault() && m.To == same.Select(o => o.To).FirstOrDefault());
        }

        return string.IsNullOrWhiteSpace(filter.Search) ? messages : Searched(messages, filter.Search.Trim());
    }

    // Each form of search has its own index; none of them scans.
    private static IQueryable<Message> Searched(IQueryable<Message> messages, string search)
    {
        if (Guid.TryParse(search, out var id)) return messages.Where(m => m.Id == id || m.SubmissionId == id);
        var looksLikeNumber = search.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '-' or '(' or ')' or '.');
        if (!looksLikeNumber) return messages.Where(m => m.BatchId == search);
        var (lastFour, number) = NumberSearch.Of(search);
        return number is null ? messages.Where(m => m.LastFour == lastFour) : messages.Where(m => (m.LastFour == lastFour && m.To == number) || m.BatchId == search);
    }

    private static IQueryable<Message> OfNumber(IQueryable<Message> messages, string e164)
    {
        var lastFour = NumberSearch.Of(e164).LastFour;
        return messages.Where(m => m.LastFour == lastFour && m.To == e164);
    }

    private static async Task<(DateTimeOffset At, Guid Id)?> AnchorAsync(AppDb db, Guid id, CancellationToken ct)
    {
        var at = await db.Messages.Where(m => m.Id == id).Select(m => (DateTimeOffset?)m.CreatedAt).SingleOrDefaultAsync(ct);
        return at is { } found ? (found, id) : null;
    }

    // PostgreSQL begins its walk of the index at a bound that stands by itself, and reads on from there: inside an OR it is none,
    // and each page would read all the pages before it too. SQLite takes one bound a side, so that only the nearer is given.
    private static IQueryable<Message> Before(AppDb db, MessageFilter filter, (DateTimeOffset At, Guid Id)? key) => key is var (at, id)
        ? Matching(db, filter.Until > at ? filter with { Until = null } : filter).Where(m => m.CreatedAt <= at && (m.CreatedAt < at || m.Id < id))
        : Matching(db, filter);

    private static IQueryable<Message> After(AppDb db, MessageFilter filter, (DateTimeOffset At, Guid Id) key) =>
        Matching(db, filter.From <= key.At ? filter with { From = null } : filter).Where(m => m.CreatedAt >= key.At && (m.CreatedAt > key.At || m.Id > key.Id));

    private static IQueryable<Found> Rows(IQueryable<Message> messages) => messages.Select(m => new Found(
        m.Id, m.CreatedAt, m.To, m.State, m.OutcomeUnknown, m.Lane, m.Origin, m.RequestedBy, m.PlanId, m.Parts, m.HttpStatus, m.ApiErrorCode,
        m.DeliveryCode, m.IsTest));

    private static MessageRow ToRow(Found m) => new(
        m.Id, m.CreatedAt, PhoneNumber.FromDigits(m.To), m.State, m.OutcomeUnknown, m.Lane, m.Origin, m.RequestedBy, m.PlanId, m.Parts,
        m.HttpStatus, m.ApiErrorCode, m.DeliveryCode)
    { IsTest = m.IsTest };

    private sealed record Found(
        Guid Id, DateTimeOffset CreatedAt, string To, MessageState State, bool OutcomeUnknown, Lane Lane, Origin Origin, string RequestedBy,
        Guid PlanId, int Parts, int? HttpStatus, string? ApiErrorCode, int? DeliveryCode, bool IsTest);
}
