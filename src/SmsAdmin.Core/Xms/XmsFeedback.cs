using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Xms;

/// <summary>
/// Takes from Sinch clients which messages were used, and tells Sinch, so that it learns which routes work. What cannot be
/// told within a day after a message ended is tried once and left.
/// </summary>
public sealed class XmsFeedback(IDbContextFactory<AppDb> databases, Plans plans, FeedbackMarks marks, FeedbackTeller teller, TimeProvider clock)
{
    private const int Most = 100;
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
        var again = now + TriedAgain;
        var due = await DueAsync(now, ct);
        // Another instance may have seen them too.
        var isOurs = await marks.MoveAsync(due.Select(message => Mark(message, message.FeedbackDueAt, again)));
        var ours = due.Where((_, place) => isOurs[place]).ToList();
        var isTold = await teller.TellAsync(ours.ConvertAll(message => new UsedMessage(message.PlanId, message.BatchId, message.To)), ct);
        // Said once more meanwhile, it is told once more.
        await marks.MoveAsync(ours.Where((message, place) => isTold[place] || IsOver(message, now)).Select(message => Mark(message, again, null)));
    }

    private static FeedbackMark Mark(Message due, DateTimeOffset? from, DateTimeOffset? to) => new(FeedbackOf.Message, due.Id, from, to);

    private async Task<List<Message>> DueAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Messages.AsNoTracking().Where(m => m.FeedbackDueAt != null && m.FeedbackDueAt <= now).OrderBy(m => m.FeedbackDueAt).Take(Most).ToListAsync(ct);
    }

    // Not at Sinch yet: it may come there, unless it has ended.
    private static bool IsOver(Message message, DateTimeOffset now) =>
        message.BatchId is null ? message.State.IsFinal() : now - (message.FinalAt ?? message.CreatedAt) > GivenUp;
}
