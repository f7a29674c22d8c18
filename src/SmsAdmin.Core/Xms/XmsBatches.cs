using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Xms;

/// <summary>Takes batches of Sinch clients into the queue and shows them again. A batch is a submission.</summary>
public sealed class XmsBatches(IDbContextFactory<AppDb> databases, Plans plans, Submissions submissions, TextVault texts, TimeProvider clock)
{
    private static readonly TimeSpan Lookback = TimeSpan.FromDays(14);

    /// <summary>Queues a batch: all of it or nothing.</summary>
    public async Task<XmsOutcome> SendAsync(XmsOwner owner, BatchOrder asked, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(asked);
        if (await plans.FindAsync(owner.PlanId, ct) is not { } plan) return new XmsOutcome.NotThere();
        var (order, error) = XmsReading.Settle(asked, plan);
        if (order is null) return new XmsOutcome.Refused(error!);
        return await submissions.SubmitAsync(XmsReading.ToSubmission(order, plan, owner.IsTest), by, ct) switch
        {
            SubmissionOutcome.Taken taken => await FindAsync(owner, taken.SubmissionId, ct),
            SubmissionOutcome.Invalid invalid => new XmsOutcome.Refused(XmsError.Of(order, invalid.Faults, invalid.OfRecipients)),
            SubmissionOutcome.OverQuota over => new XmsOutcome.Refused(XmsError.QuotaExceeded(over.Quota)),
            SubmissionOutcome.PlanNotReady not => new XmsOutcome.Refused(XmsError.NotReady(not.Says)),
            _ => throw new InvalidOperationException("An outcome that nobody handles."),
        };
    }

    /// <summary>Shows a batch.</summary>
    public async Task<XmsOutcome> FindAsync(XmsOwner owner, Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await Of(db, owner).SingleOrDefaultAsync(s => s.Id == id, ct) is { } found
            ? new XmsOutcome.Done(XmsShapes.ToJson(await ShapeAsync(db, found, ct)))
            : new XmsOutcome.NotThere();
    }

    /// <summary>Shows batches, newest first.</summary>
    /// <param name="owner">Whose they are.</param>
    /// <param name="page">Which page of the list.</param>
    /// <param name="span">When they were asked for; no more than 14 days ago, as at Sinch.</param>
    /// <param name="from">Senders that their client named; null for all.</param>
    /// <param name="reference">Their client's own; null for all.</param>
    /// <param name="ct">Ends the look.</param>
    public async Task<XmsOutcome> ListAsync(XmsOwner owner, XmsPage page, XmsSpan span, IReadOnlyCollection<string>? from, string? reference, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(span);
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var (oldest, start, end) = (now - Lookback, span.From(now), span.Until);
        if (start < oldest) start = oldest;
        var matching = Named(Of(db, owner), reference).Where(s => s.CreatedAt >= start && s.CreatedAt < end);
        if (from is not null)
        {
            var senders = from.Select(XmsReading.SenderOf).ToList();
            matching = matching.Where(s => s.From != null && senders.Contains(s.From));
        }

        var (count, rows) = await page.TakeAsync(matching.OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id), ct);
        var shapes = new List<Sinch.Batch>(rows.Count);
        foreach (var submission in rows) shapes.Add(await ShapeAsync(db, submission, ct));
        return new XmsOutcome.Done(XmsShapes.ToJson(new Sinch.BatchPage(count, page.Number, shapes.Count, shapes)));
    }

    /// <summary>Those with this reference of their client's; null for all.</summary>
    internal static IQueryable<Submission> Named(IQueryable<Submission> batches, string? reference) =>
        CallerReferences.HashOf(reference) is { } hash ? batches.Where(s => s.ReferenceHash == hash && s.CallerReference == reference) : batches;

    /// <summary>The batches of one owner.</summary>
    internal static IQueryable<Submission> Of(AppDb db, XmsOwner owner) =>
        db.Submissions.AsNoTracking().Where(s => s.Reports != null && s.PlanId == owner.PlanId && s.IsTest == owner.IsTest);

    private async Task<Sinch.Batch> ShapeAsync(AppDb db, Submission submission, CancellationToken ct)
    {
        if (OrderOf(submission) is { } order) return XmsShapes.Of(submission, order);
        var to = await db.Messages.Where(m => m.SubmissionId == submission.Id && !m.IsWithdrawn).Select(m => m.To).Order().ToListAsync(ct);
        return XmsShapes.Of(submission, null, to.ConvertAll(XmsReports.Digits));
    }

    // Erased, or the key that closed it is gone: the rest is told all the same.
    private BatchOrder? OrderOf(Submission submission)
    {
        try
        {
            return submission.OrderCipher is { } cipher ? texts.OpenOrder(cipher) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
