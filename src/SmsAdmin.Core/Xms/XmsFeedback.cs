using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Xms;

/// <summary>
/// Takes from Sinch clients which messages were used, and tells Sinch, so that it learns which routes work. What cannot be
/// told within a day after a message ended is tried once and left.
/// </summary>
public sealed class XmsFeedback(IDbContextFactory<AppDb> databases, Plans plans, SinchClient sinch, TimeProvider clock)
{
    private const int Most = 100;
    private const int SideBySide = 8;
    private static readonly TimeSpan TriedAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan GivenUp = TimeSpan.FromDays(1);

    /// <summary>Keeps that messages of a batch were used.</summary>
    /// <param name="owner">Whose batch it is.</param>
    /// <param name="id">A batch that was sent with feedback enabled.</param>
    /// <param name="recipients">Numbers as the client wrote them; none for all.</param>
    /// <param name="ct">Ends the writing.</param>
    public async Task<XmsOutcome> TakeAsync(XmsOwner owner, Guid id, IReadOnlyList<string> recipients, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(recipients);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await plans.FindAsync(owner.PlanId, ct) is not { } plan || !await XmsBatches.Of(db, owner).AnyAsync(s => s.Id == id && s.FeedbackEnabled, ct))
            return new XmsOutcome.NotThere();
        var (digits, error) = XmsReading.Numbers(recipients, plan);
        if (digits is null) return new XmsOutcome.Refused(error!);
        var numbers = digits.Select(one => "+" + one).ToList();
        var now = Instants.Truncated(clock.GetUtcNow());
        await db.Messages.Where(m => m.SubmissionId == id && !m.IsWithdrawn && !m.IsTest && (numbers.Count == 0 || numbers.Contains(m.To)))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.FeedbackDueAt, now), ct);
        return new XmsOutcome.Done(null);
    }

    /// <summary>Tells Sinch what is due.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        var now = Instants.Truncated(clock.GetUtcNow());
        await Parallel.ForEachAsync(await DueAsync(now, ct), new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct }, async (message, token) =>
        {
            if (await ClaimAsync(message, now, token)) await TellAsync(message, now, token);
        });
    }

    private async Task<List<Message>> DueAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Messages.AsNoTracking().Where(m => m.FeedbackDueAt != null && m.FeedbackDueAt <= now).OrderBy(m => m.FeedbackDueAt).Take(Most).ToListAsync(ct);
    }

    // Whoever moves the instant has it; another instance looks again later.
    private async Task<bool> ClaimAsync(Message message, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Messages.Where(m => m.Id == message.Id && m.FeedbackDueAt == message.FeedbackDueAt)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.FeedbackDueAt, now + TriedAgain), ct) == 1;
    }

    private async Task TellAsync(Message message, DateTimeOffset now, CancellationToken ct)
    {
        if (!await IsOverAsync(message, now, ct)) return;
        await using var db = await databases.CreateDbContextAsync(ct);
        // Said once more meanwhile, it is told once more.
        await db.Messages.Where(m => m.Id == message.Id && m.FeedbackDueAt == now + TriedAgain).ExecuteUpdateAsync(set => set.SetProperty(m => m.FeedbackDueAt, (DateTimeOffset?)null), ct);
    }

    private async Task<bool> IsOverAsync(Message message, DateTimeOffset now, CancellationToken ct)
    {
        // Not at Sinch yet: it may come there, unless it has ended.
        if (message.BatchId is not { } batch) return message.State.IsFinal();
        var isTold = await plans.OpenAsync(message.PlanId, ct) is { } plan
            && IsSettled(await sinch.SendFeedbackAsync(plan.Endpoint, batch, new DeliveryFeedback([message.To]), ct));
        return isTold || now - (message.FinalAt ?? message.CreatedAt) > GivenUp;
    }

    // Taken, or refused for good: a batch that Sinch forgot.
    private static bool IsSettled(SinchResult<Nothing> result) =>
        result is SinchResult<Nothing>.Answered or SinchResult<Nothing>.Refused { HttpStatus: >= 400 and < 500 and not 401 and not 408 and not 429 };
}
