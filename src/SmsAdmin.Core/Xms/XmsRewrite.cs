using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Xms;

/// <summary>What a change of a batch writes: messages that stay and say something else, those that come, and those that go.</summary>
internal sealed class XmsRewrite
{
    // The claim goes up, so that whoever read the message before is refused, and gives back what it is counted for now.
    private const string Keep =
        """
        UPDATE "Messages" SET "TextCipher" = $2, "From" = $3, "Characters" = $4, "Parts" = $5, "IsUnicode" = $6, "DueAt" = $7, "CountedAt" = $8, "Deadline" = $9,
        "CallbackKind" = $10, "CallbackUrl" = $11, "CallbackAllowsPrivateHost" = $12, "Claims" = "Claims" + 1, "ChangedAt" = $13 WHERE "Id" = $1 AND "State" = 0
        """;

    private const string Withdraw =
        """
        UPDATE "Messages" SET "State" = 9, "FinalAt" = $2, "CountedAt" = NULL, "LeasedUntil" = NULL, "IsWithdrawn" = TRUE, "Claims" = "Claims" + 1, "ChangedAt" = $2
        WHERE "Id" = $1 AND "State" = 0
        """;

    private readonly Submission _submission;
    private readonly List<(Message Before, Message After)> _kept = [];
    private readonly DateTimeOffset _now;

    private XmsRewrite(Submission submission, DateTimeOffset now) => (_submission, _now) = (submission, now);

    public List<Message> Added { get; } = [];

    public List<Message> Withdrawn { get; } = [];

    /// <summary>Works it out, and brings <paramref name="submission"/> to what it is afterwards.</summary>
    public static XmsRewrite Of(
        Submission submission, IReadOnlyList<Message> messages, NewSubmission request, SubmissionReading reading, Submissions submissions, DateTimeOffset now)
    {
        var rewrite = new XmsRewrite(submission, now);
        var sendAtBefore = submission.SendAt;
        submission.SendAt = request.SendAt is { } later && later > now ? Instants.Truncated(later.ToUniversalTime()) : null;
        (submission.CallerReference, submission.ReferenceHash) = (request.CallerReference, CallerReferences.HashOf(request.CallerReference));
        (submission.CallbackKind, submission.CallbackUrl) = (request.Callback?.Kind, request.Callback?.Url.AbsoluteUri);
        submission.MessageCount = reading.Numbers.Count;
        submissions.Keep(request.Batch!, submission, now);
        var old = messages.ToDictionary(m => m.To, StringComparer.Ordinal);
        for (var i = 0; i < reading.Numbers.Count; i++)
        {
            var message = submissions.MessageOf(request, submission, request.Recipients[i], reading.Numbers[i]!, reading.From!);
            (message.DueAt, message.CountedAt, message.ChangedAt) = (submission.SendAt ?? now, submission.SendAt ?? now, now);
            if (old.Remove(message.To, out var before)) rewrite.Stay(before, message, submission.SendAt == sendAtBefore);
            else rewrite.Come(message);
        }

        rewrite.Withdrawn.AddRange(old.Values);
        return rewrite;
    }

    /// <summary>Gives back what is counted otherwise from now on, and takes room for it and for what comes.</summary>
    /// <returns>The quota that has no room, and then nothing may be written.</returns>
    public async Task<QuotaFull?> CountAsync(AppDb db, PlanLimits plan)
    {
        var moved = _kept.FindAll(one => one.Before.CountedAt != one.After.CountedAt || one.Before.Parts != one.After.Parts);
        await Reservations.GiveBackAsync(db, [.. Wishes(plan, moved.Select(one => one.Before).Concat(Withdrawn))]);
        var answers = await Reservations.ReserveAsync(db, [.. Wishes(plan, moved.Select(one => one.After).Concat(Added))]);
        return answers.FirstOrDefault(full => full is not null);
    }

    /// <returns>
    /// False where the batch was cancelled meanwhile, or a message of it is on its way: it came back to the queue after those
    /// in there were held, and was claimed again. Then all of it has to be undone.
    /// </returns>
    public async Task<bool> WriteAsync(AppDb db)
    {
        var isOpen = await db.Submissions.Where(s => s.Id == _submission.Id && s.CanceledAt == null).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.SendAt, _submission.SendAt)
            .SetProperty(s => s.CallerReference, _submission.CallerReference)
            .SetProperty(s => s.ReferenceHash, _submission.ReferenceHash)
            .SetProperty(s => s.CallbackKind, _submission.CallbackKind)
            .SetProperty(s => s.CallbackUrl, _submission.CallbackUrl)
            .SetProperty(s => s.MessageCount, _submission.MessageCount)
            .SetProperty(s => s.From, _submission.From)
            .SetProperty(s => s.Reports, _submission.Reports)
            .SetProperty(s => s.MaxParts, _submission.MaxParts)
            .SetProperty(s => s.FeedbackEnabled, _submission.FeedbackEnabled)
            .SetProperty(s => s.OrderCipher, _submission.OrderCipher)
            .SetProperty(s => s.ModifiedAt, _submission.ModifiedAt));
        if (isOpen == 0) return false;
        var kept = await Many.ExecuteAsync(db, Keep, _kept.ConvertAll(one => Values(one.After)));
        var withdrawn = await Many.ExecuteAsync(db, Withdraw, Withdrawn.ConvertAll(message => new object?[] { message.Id, _now }));
        if (kept.Concat(withdrawn).Any(changed => changed == 0)) return false;
        await db.InsertAsync(Withdrawn.ConvertAll(message => new MessageEvent
        {
            MessageId = message.Id,
            At = _now,
            Kind = MessageEventKind.Cancelled,
            State = MessageState.Cancelled,
            Says = "Its caller took this recipient out of the batch. Nothing was sent.",
        }));
        await db.InsertAsync(Added);
        return true;
    }

    // One that Sinch asked to wait waits on, unless it is to go out at another time.
    private void Stay(Message before, Message after, bool isDueAsBefore)
    {
        (after.Id, after.CreatedAt) = (before.Id, before.CreatedAt);
        if (isDueAsBefore) (after.DueAt, after.CountedAt) = (before.DueAt, before.CountedAt);
        _kept.Add((before, after));
    }

    private void Come(Message message)
    {
        (message.Id, message.CreatedAt) = (Guid.CreateVersion7(_now), _now);
        Added.Add(message);
    }

    private static IEnumerable<QuotaWish> Wishes(PlanLimits plan, IEnumerable<Message> messages) =>
        from message in messages
        where message.CountedAt is not null
        group message by message.CountedAt!.Value into together
        select new QuotaWish(plan, together.Key, together.Count(), together.Sum(message => message.Parts));

    private static object?[] Values(Message m) =>
    [
        m.Id, m.TextCipher, m.From, m.Characters, m.Parts, m.IsUnicode, m.DueAt, m.CountedAt, m.Deadline,
        m.CallbackKind, m.CallbackUrl, m.CallbackAllowsPrivateHost, m.ChangedAt,
    ];
}
