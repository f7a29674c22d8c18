using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Otp;

/// <summary>
/// Tells Sinch which codes arrived and were used, so that it learns which routes work. Each verification is told of once;
/// what cannot be told within an hour is left.
/// </summary>
public sealed class VerificationFeedback(IDbContextFactory<AppDb> databases, FeedbackMarks marks, FeedbackTeller teller, TimeProvider clock)
{
    private const int Most = 100;
    private static readonly TimeSpan TriedAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan GivenUp = TimeSpan.FromHours(1);

    /// <summary>Tells what is due.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        var now = Instants.Truncated(clock.GetUtcNow());
        var again = now + TriedAgain;
        var due = await DueAsync(now, ct);
        // Another instance may have seen them too.
        var isOurs = await marks.MoveAsync(due.Select(v => Mark(v, v.FeedbackDueAt, again)));
        var ours = due.Where((_, place) => isOurs[place]).ToList();
        var isTold = await teller.TellAsync(await UsedAsync(ours, ct), ct);
        await marks.MoveAsync(ours.Where((v, place) => isTold[place] || now - v.EndedAt >= GivenUp).Select(v => Mark(v, again, null)));
    }

    private static FeedbackMark Mark(Verification due, DateTimeOffset? from, DateTimeOffset? to) => new(FeedbackOf.Verification, due.Id, from, to);

    private async Task<List<Verification>> DueAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Verifications.AsNoTracking().Where(v => v.FeedbackDueAt <= now).OrderBy(v => v.FeedbackDueAt).Take(Most).ToListAsync(ct);
    }

    // The text that most likely brought a code: the last that Sinch took.
    private async Task<List<UsedMessage>> UsedAsync(List<Verification> verifications, CancellationToken ct)
    {
        if (verifications.Count == 0) return [];
        var (lastFours, references) = (verifications.ConvertAll(v => v.LastFour), verifications.ConvertAll(v => v.Id.ToString("D")));
        var earliest = verifications.Min(v => v.CreatedAt);
        await using var db = await databases.CreateDbContextAsync(ct);
        var taken = await (
            from message in db.Messages.AsNoTracking()
            join submission in db.Submissions on message.SubmissionId equals submission.Id
            where lastFours.Contains(message.LastFour) && message.CreatedAt >= earliest && message.Origin == Origin.Otp
                && references.Contains(submission.CallerReference!) && message.BatchId != null
            orderby message.CreatedAt
            select new { submission.CallerReference, message.BatchId }).ToListAsync(ct);
        var batches = taken.ToLookup(text => text.CallerReference, text => text.BatchId);
        return verifications.ConvertAll(v => new UsedMessage(v.PlanId, batches[v.Id.ToString("D")].LastOrDefault(), v.To));
    }
}
