using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Xms;

/// <summary>Which reports a client asks for.</summary>
/// <param name="Statuses">In Sinch's words; null for all.</param>
/// <param name="Codes">Delivery codes; null for all.</param>
public sealed record XmsReportFilter(IReadOnlyCollection<string>? Statuses, IReadOnlyCollection<int>? Codes)
{
    /// <summary>Whether Sinch has a delivery status of this name.</summary>
    public static bool IsStatus(string name) => new DeliveryStatus(name).IsKnown;

    internal bool Shows(DeliveryStatus status, int code) => ShowsStatus(status) && ShowsCode(code);

    internal bool ShowsStatus(DeliveryStatus status) => Statuses is null || Statuses.Any(name => status == new DeliveryStatus(name));

    internal bool ShowsCode(int code) => Codes is null || Codes.Contains(code);
}

/// <summary>Reports to Sinch clients what became of their batches.</summary>
public sealed class XmsReportLog(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    /// <summary>How a whole batch stands.</summary>
    public async Task<XmsOutcome> OfBatchAsync(XmsOwner owner, Guid id, bool full, XmsReportFilter filter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await FindAsync(db, owner, id, ct) is not { } batch) return new XmsOutcome.NotThere();
        var messages = await CountingAsync(batch, db.Messages.OrderBy(m => m.To), ct);
        return new XmsOutcome.Done(XmsReports.ToJson(XmsReports.OfBatch(batch, messages, full, filter.Shows)));
    }

    /// <summary>How the message to one recipient of a batch stands.</summary>
    public async Task<XmsOutcome> OfRecipientAsync(XmsOwner owner, Guid id, string number, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(number);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await FindAsync(db, owner, id, ct) is not { } batch) return new XmsOutcome.NotThere();
        var to = "+" + XmsReading.DigitsOf(number);
        return await CountingAsync(batch, db.Messages.Where(m => m.To == to), ct) is [var message, ..]
            ? new XmsOutcome.Done(XmsReports.ToJson(XmsReports.OfRecipient(batch, message)))
            : new XmsOutcome.NotThere();
    }

    /// <summary>The reports of messages that have ended, newest first.</summary>
    public async Task<XmsOutcome> ListAsync(XmsOwner owner, XmsPage page, XmsSpan span, XmsReportFilter filter, string? reference, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await databases.CreateDbContextAsync(ct);
        var (start, end) = (span.From(clock.GetUtcNow()), span.Until);
        var messages = Shown(db.Messages.AsNoTracking(), filter)
            .Where(m => m.PlanId == owner.PlanId && m.Origin == Origin.Xms && m.FinalAt != null && m.FinalAt >= start && m.FinalAt < end && !m.IsWithdrawn);
        var matching =
            from message in messages
            join batch in XmsBatches.Named(XmsBatches.Of(db, owner), reference) on message.SubmissionId equals batch.Id
            // What was cancelled before it was due never was a message of Sinch's.
            where batch.SendAt == null || message.FinalAt >= batch.SendAt
            orderby message.FinalAt descending, message.Id descending
            select new { Message = message, batch.CallerReference, batch.From, batch.MaxParts };
        var (count, rows) = await page.TakeAsync(matching, ct);
        var reports = rows.ConvertAll(row => XmsReports.OfRecipient(
            new Submission { Id = row.Message.SubmissionId, RequestedBy = "", CallerReference = row.CallerReference, From = row.From, MaxParts = row.MaxParts }, XmsStanding.Of(row.Message)));
        return new XmsOutcome.Done(JsonSerializer.Serialize(new RecipientReportPage(count, page.Number, reports.Count, reports), SinchJson.Wire.RecipientReportPage));
    }

    // Without the order itself, which holds every recipient.
    private static Task<Submission?> FindAsync(AppDb db, XmsOwner owner, Guid id, CancellationToken ct) => XmsBatches.Of(db, owner).Where(s => s.Id == id)
        .Select(s => new Submission { Id = s.Id, RequestedBy = s.RequestedBy, CallerReference = s.CallerReference, From = s.From, MaxParts = s.MaxParts, SendAt = s.SendAt })
        .SingleOrDefaultAsync(ct);

    private async Task<List<XmsStanding>> CountingAsync(Submission batch, IQueryable<Message> of, CancellationToken ct)
    {
        var standings = await of.Where(m => m.SubmissionId == batch.Id && !m.IsWithdrawn).Select(XmsStanding.Shape).ToListAsync(ct);
        var now = clock.GetUtcNow();
        return standings.FindAll(one => one.CountsFor(batch, now));
    }

    // The same table as the report's own, asked for each state with a receipt and without.
    private static IQueryable<Message> Shown(IQueryable<Message> messages, XmsReportFilter filter)
    {
        var shown = messages;
        if (filter.Statuses is not null)
        {
            var told = MessageStates.All.Where(state => filter.ShowsStatus(XmsStatus.Of(state, 0).Status)).ToList();
            var untold = MessageStates.All.Where(state => filter.ShowsStatus(XmsStatus.Of(state, null).Status)).ToList();
            shown = shown.Where(m => m.DeliveryCode != null ? told.Contains(m.State) : untold.Contains(m.State));
        }

        if (filter.Codes is not null)
        {
            var codes = filter.Codes.ToList();
            var untold = MessageStates.All.Where(state => filter.ShowsCode(XmsStatus.Of(state, null).Code)).ToList();
            shown = shown.Where(m => m.DeliveryCode != null ? codes.Contains(m.DeliveryCode.Value) : untold.Contains(m.State));
        }

        return shown;
    }
}
