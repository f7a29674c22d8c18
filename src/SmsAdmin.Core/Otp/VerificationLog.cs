using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Otp;

/// <summary>A line of the list of verifications. Never a code.</summary>
public sealed record VerificationRow(
    Guid Id, Guid PlanId, DateTimeOffset CreatedAt, PhoneNumber To, string Purpose, string RequestedBy, VerificationState State, int Sends, int Checks,
    CheckResult? LastCheck, DateTimeOffset? LastCheckAt, DateTimeOffset ExpiresAt, DateTimeOffset NextResendAt, DateTimeOffset? EndedAt);

/// <summary>A page of verifications, newest first, with the keys of its neighbours.</summary>
public sealed record VerificationPage(IReadOnlyList<VerificationRow> Rows, Guid? Older, Guid? Newer);

/// <summary>A message that carried a verification's code.</summary>
public sealed record CarryingMessage(Guid Id, DateTimeOffset CreatedAt, MessageState State, bool OutcomeUnknown, int? DeliveryCode, DateTimeOffset? FinalAt);

/// <summary>Everything there is to show of one verification.</summary>
/// <param name="Failures">Wrong codes for its number and purpose in the last 24 hours.</param>
/// <param name="LockedUntil">Until when its number and purpose are locked; null where they are not.</param>
/// <param name="Messages">Oldest first.</param>
public sealed record VerificationDetail(
    VerificationRow Row, string? Locale, string AppName, string? Domain, string Template, int Digits, bool IsBoundToContext, int Failures,
    DateTimeOffset? LockedUntil, IReadOnlyList<CarryingMessage> Messages);

/// <summary>What became of the verifications that began in one hour.</summary>
/// <param name="StartsAt">The hour's first instant, UTC.</param>
public sealed record VerificationHour(DateTimeOffset StartsAt, int Verified, int Open, int Lapsed)
{
    public int Sent => Verified + Open + Lapsed;
}

/// <summary>Reads verifications for people.</summary>
public sealed class VerificationLog(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private static readonly Keyset<Verification> Newest = new(nameof(Verification.CreatedAt), verification => (verification.CreatedAt, verification.Id));

    /// <summary>A page beside <paramref name="key"/>; the newest without one.</summary>
    /// <param name="search">A number or its last four digits; null for all.</param>
    public async Task<VerificationPage> ListAsync(string? search, Guid? key, PageSide side, int size, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (found, older, newer) = await Newest.ReadAsync(db.Verifications.AsNoTracking(), Matching(db, search), key, side, size, ct);
        return new VerificationPage([.. found.Select(Row)], older, newer);
    }

    /// <summary>One verification with the messages that carried its code; null where there is none.</summary>
    public async Task<VerificationDetail?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Verifications.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, ct) is not { } v) return null;
        var reference = id.ToString("D");
        var messages = await (
            from message in db.Messages.AsNoTracking()
            join submission in db.Submissions on message.SubmissionId equals submission.Id
            // By number and time first: there is an index for those.
            where message.LastFour == v.LastFour && message.To == v.To && message.CreatedAt >= v.CreatedAt && message.CreatedAt <= v.ExpiresAt && message.Origin == Origin.Otp && submission.CallerReference == reference
            orderby message.CreatedAt, message.Id
            select new CarryingMessage(message.Id, message.CreatedAt, message.State, message.OutcomeUnknown, message.DeliveryCode, message.FinalAt)).ToListAsync(ct);
        var subject = await db.VerificationSubjects.AsNoTracking().SingleOrDefaultAsync(s => s.Key == v.SubjectKey, ct);
        var now = clock.GetUtcNow();
        return new VerificationDetail(
            Row(v), v.Locale, v.AppName, v.Domain, v.Template, v.Digits, v.ContextHash is not null,
            subject is null ? 0 : Stamps.CountAfter(subject.Failures, now - OtpRules.FailuresWithin),
            subject?.LockedUntil > now ? subject.LockedUntil : null, messages);
    }

    /// <summary>The last 24 hours, oldest first, the one that runs included.</summary>
    public async Task<IReadOnlyList<VerificationHour>> LastDayAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var current = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var first = current.AddHours(-23);
        var all = await db.Verifications.AsNoTracking().Where(v => v.CreatedAt >= first && v.State != VerificationState.NotSent)
            .Select(v => new { v.CreatedAt, v.State, v.ExpiresAt }).ToListAsync(ct);
        return [.. Enumerable.Range(0, 24).Select(hour => first.AddHours(hour)).Select(start =>
        {
            var began = all.FindAll(v => v.CreatedAt >= start && v.CreatedAt < start.AddHours(1));
            var verified = began.Count(v => v.State == VerificationState.Verified);
            var open = began.Count(v => v.State == VerificationState.Pending && v.ExpiresAt > now);
            return new VerificationHour(start, verified, open, began.Count - verified - open);
        })];
    }

    private static IQueryable<Verification> Matching(AppDb db, string? search)
    {
        var all = db.Verifications.AsNoTracking();
        if (string.IsNullOrWhiteSpace(search)) return all;
        var (lastFour, number) = NumberSearch.Of(search);
        return all.Where(v => v.LastFour == lastFour && (number == null || v.To == number));
    }

    private static VerificationRow Row(Verification v) => new(
        v.Id, v.PlanId, v.CreatedAt, PhoneNumber.FromDigits(v.To), v.Purpose, v.RequestedBy, v.State, v.Sends, v.Checks, v.LastCheck, v.LastCheckAt,
        v.ExpiresAt, v.NextResendAt, v.EndedAt);
}
