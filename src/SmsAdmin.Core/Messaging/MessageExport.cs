using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>Hands out the log from one end to the other, a page at a time: a million messages take no more memory than a thousand.</summary>
public sealed class MessageExport(IDbContextFactory<AppDb> databases, MessageLog log, AuditTrail audit)
{
    private const int AtOnce = 1000;

    /// <summary>The messages that fit, newest first. That they were taken out stands in the audit before the first of them is read.</summary>
    /// <param name="filter">Without an end, it ends now: what is queued meanwhile is not in it.</param>
    /// <param name="isWhole">The reader gets whole numbers.</param>
    public async IAsyncEnumerable<MessageRow> ReadAsync(MessageFilter filter, bool isWhole, Actor by, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await NoteAsync(filter, isWhole, by, ct);
        Guid? key = null;
        do
        {
            var page = await log.ListAsync(filter, key, PageSide.OlderThan, AtOnce, ct);
            foreach (var row in page.Rows) yield return row;
            key = page.Older;
        }
        while (key is not null);
    }

    private async Task NoteAsync(MessageFilter filter, bool isWhole, Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        audit.Write(db, by, "messages.exported", filter == new MessageFilter() ? "All messages" : "Some messages", after: new
        {
            numbers = isWhole ? "whole" : "masked",
            // What was searched for may be a number.
            search = filter.Search is { Length: > 4 } search ? "…" + search[^4..] : filter.Search,
            plan = filter.PlanId,
            state = filter.State?.ToString(),
            lane = filter.Lane?.ToString(),
            origin = filter.Origin?.ToString(),
            deliveryCode = filter.DeliveryCode,
            from = filter.From,
            until = filter.Until,
            sameNumberAs = filter.SameNumberAs,
        });
        await db.SaveChangesAsync(ct);
    }
}
