using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Otp;

/// <summary>
/// Tells Sinch which codes arrived and were used, so that it learns which routes work. Each verification is told of once;
/// what cannot be told within an hour is left.
/// </summary>
public sealed class VerificationFeedback(IDbContextFactory<AppDb> databases, Plans plans, SinchClient sinch, TimeProvider clock)
{
    private const int Most = 100;
    private static readonly TimeSpan TriedAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan GivenUp = TimeSpan.FromHours(1);

    /// <summary>Tells what is due.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        var now = Instants.Truncated(clock.GetUtcNow());
        foreach (var due in await DueAsync(now, ct))
        {
            if (await ClaimAsync(due, now, ct)) await TellAsync(due, now, ct);
        }
    }

    private async Task<IReadOnlyList<Verification>> DueAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Verifications.AsNoTracking().Where(v => v.FeedbackDueAt <= now).OrderBy(v => v.FeedbackDueAt).Take(Most).ToListAsync(ct);
    }

    // Whoever moves the instant has it; another instance looks again later.
    private async Task<bool> ClaimAsync(Verification due, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Verifications.Where(v => v.Id == due.Id && v.FeedbackDueAt == due.FeedbackDueAt)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.FeedbackDueAt, now + TriedAgain), ct) == 1;
    }

    private async Task TellAsync(Verification due, DateTimeOffset now, CancellationToken ct)
    {
        var isDone = await BatchOfAsync(due, ct) is { } batch && await plans.OpenAsync(due.PlanId, ct) is { } plan
            && IsSettled(await sinch.SendFeedbackAsync(plan.Endpoint, batch, new DeliveryFeedback([due.To]), ct));
        if (!isDone && now - due.EndedAt < GivenUp) return;
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Verifications.Where(v => v.Id == due.Id).ExecuteUpdateAsync(set => set.SetProperty(v => v.FeedbackDueAt, (DateTimeOffset?)null), ct);
    }

    // The text that most likely brought the code: the last that Sinch took.
    private async Task<string?> BatchOfAsync(Verification due, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var reference = due.Id.ToString("D");
        return await (
            from message in db.Messages.AsNoTracking()
            join submission in db.Submissions on message.SubmissionId equals submission.Id
            where message.LastFour == due.LastFour && message.To == due.To && message.CreatedAt >= due.CreatedAt && message.CreatedAt <= due.ExpiresAt && message.Origin == Origin.Otp
                && submission.CallerReference == reference && message.BatchId != null
            orderby message.CreatedAt descending
            select message.BatchId).FirstOrDefaultAsync(ct);
    }

    // Taken, or refused for good: a batch that Sinch forgot.
    private static bool IsSettled(SinchResult<Nothing> result) =>
        result is SinchResult<Nothing>.Answered or SinchResult<Nothing>.Refused { HttpStatus: >= 400 and < 500 and not 401 and not 408 and not 429 };
}
