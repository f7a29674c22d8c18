using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Callbacks;

/// <summary>
/// What a Sinch client hears of its batch at its <c>callback_url</c>: one report a change, one an end, or one for the whole
/// batch, as it asked. Source: XMS, <c>delivery_report</c>.
/// </summary>
public sealed class XmsCallbacks(CallbackOutbox outbox, TimeProvider clock)
{
    /// <summary>The rows that tell of messages where they stand now; call it behind the moves, in their transaction. The caller inserts them.</summary>
    internal async Task<List<OutboundCallback>> RowsAsync(AppDb db, IReadOnlyList<Message> moved)
    {
        var rows = new List<OutboundCallback>();
        if (moved.Count == 0) return rows;
        var batches = await BatchesAsync(db, moved);
        var standings = await StandingsAsync(db, moved);
        var ended = new Dictionary<Guid, Message>();
        foreach (var message in moved)
        {
            // Accepted by Sinch is Queued to the client, as it was before.
            if (!standings.TryGetValue(message.Id, out var standing) || standing.State.Rank() < MessageState.Dispatched.Rank()) continue;
            if (!batches.TryGetValue(message.SubmissionId, out var batch)) continue;
            switch (batch.Reports)
            {
                case ReportKind.PerRecipient or ReportKind.PerRecipientFinal when !standing.CountsFor(batch, clock.GetUtcNow()):
                    break;
                case ReportKind.PerRecipient:
                case ReportKind.PerRecipientFinal when standing.State.IsFinal():
                    rows.Add(outbox.Of(message, batch.CallbackUrl!, XmsReports.ToJson(XmsReports.OfRecipient(batch, standing)), standing.State));
                    break;
                case ReportKind.Summary or ReportKind.Full when standing.State.IsFinal():
                    ended[batch.Id] = message;
                    break;
            }
        }

        if (ended.Count > 0) rows.AddRange(await WholeAsync(db, batches, ended));
        return rows;
    }

    // One for each batch whose last message has ended. Two that end at once do not see each other's end before it is
    // committed: so they go through here one behind the other, and the second sees both.
    private async Task<IEnumerable<OutboundCallback>> WholeAsync(AppDb db, Dictionary<Guid, Submission> batches, Dictionary<Guid, Message> ended)
    {
        await db.HoldAsync("last of a batch", CancellationToken.None);
        var ids = ended.Keys.ToList();
        var open = db.Messages.Where(m => m.State < MessageState.Delivered && !m.IsWithdrawn);
        var whole = await db.Submissions.Where(s => ids.Contains(s.Id) && !open.Any(m => m.SubmissionId == s.Id)).Select(s => s.Id).ToListAsync();
        var messages = await db.Messages.Where(m => whole.Contains(m.SubmissionId) && !m.IsWithdrawn).OrderBy(m => m.To).Select(XmsStanding.Shape).ToListAsync();
        var (ofBatch, now) = (messages.ToLookup(m => m.SubmissionId), clock.GetUtcNow());
        return whole.Select(id =>
        {
            var batch = batches[id];
            var report = XmsReports.OfBatch(batch, [.. ofBatch[id].Where(m => m.CountsFor(batch, now))], batch.Reports == ReportKind.Full);
            return outbox.Of(CallbackKind.Xms, batch.CallbackUrl!, ended[id].CallbackAllowsPrivateHost, XmsReports.ToJson(report));
        });
    }

    // Without the order itself, which holds every recipient.
    private static Task<Dictionary<Guid, Submission>> BatchesAsync(AppDb db, IReadOnlyList<Message> moved)
    {
        var ids = moved.Select(m => m.SubmissionId).Distinct().ToList();
        return db.Submissions.Where(s => ids.Contains(s.Id) && s.CallbackUrl != null)
            .Select(s => new Submission
            {
                Id = s.Id,
                RequestedBy = s.RequestedBy,
                CallerReference = s.CallerReference,
                CallbackUrl = s.CallbackUrl,
                Reports = s.Reports,
                From = s.From,
                MaxParts = s.MaxParts,
                SendAt = s.SendAt,
            })
            .ToDictionaryAsync(s => s.Id);
    }

    // One that its client took out of the batch is told of no more.
    private static Task<Dictionary<Guid, XmsStanding>> StandingsAsync(AppDb db, IReadOnlyList<Message> moved)
    {
        var ids = moved.Select(m => m.Id).ToList();
        return db.Messages.Where(m => ids.Contains(m.Id) && !m.IsWithdrawn)
            .Select(XmsStanding.Shape).ToDictionaryAsync(m => m.MessageId);
    }
}
