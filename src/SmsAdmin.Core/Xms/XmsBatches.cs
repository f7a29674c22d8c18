using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Xms;

/// <summary>Takes batches of Sinch clients into the queue and shows them again. A batch is a submission.</summary>
public sealed class XmsBatches(IDbContextFactory<AppDb> databases, Plans plans, Submissions submissions, TextVault texts)
{
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

    /// <summary>The batches of one owner.</summary>
    internal static IQueryable<Submission> Of(AppDb db, XmsOwner owner) =>
        db.Submissions.AsNoTracking().Where(s => s.Reports != null && s.PlanId == owner.PlanId && s.IsTest == owner.IsTest);

    internal async Task<Sinch.Batch> ShapeAsync(AppDb db, Submission submission, CancellationToken ct)
    {
        if (OrderOf(submission) is { } order) return XmsShapes.Of(submission, order);
        var to = await db.Messages.Where(m => m.SubmissionId == submission.Id && !m.IsWithdrawn).OrderBy(m => m.Id).Select(m => m.To).ToListAsync(ct);
        return XmsShapes.Of(submission, null, to.ConvertAll(XmsReports.Digits));
    }

    /// <summary>What its client asked for; null where it is erased, or the key that closed it is gone.</summary>
    internal BatchOrder? OrderOf(Submission submission)
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
