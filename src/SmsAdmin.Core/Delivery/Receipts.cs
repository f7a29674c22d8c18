using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Applies what Sinch says of messages, by callback or by polling: each once, and only forward.</summary>
public sealed class Receipts(
    IDbContextFactory<AppDb> databases, CallbackVault vault, PlanLeases leases, MessageMoves moves, Steps steps, PlanStates states, CallbackSettling settling,
    InboundTexts inbounds, TimeProvider clock)
{
    private const int MostAtOnce = 500;
    // So many wait for a commit together.
    private const int SideBySide = 64;

    /// <summary>Applies the stored callbacks that wait, oldest first, of the plans that are ours to work off.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        await WakeParkedAsync(ct);
        foreach (var planId in await PlansAsync(ct)) await ApplyAllAsync(planId, ct);
    }

    private async Task ApplyAllAsync(Guid planId, CancellationToken ct)
    {
        // What no key opens goes on waiting, for the ring to come back, and the others pass it.
        var closed = 0;
        var applied = 0;
        while (await leases.HoldAsync(planId, ct) is not null && await WaitingAsync(planId, closed, ct) is { Count: > 0 } waiting)
        {
            await Parallel.ForEachAsync(waiting, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct }, async (callback, token) =>
            {
                if (await ApplyAsync(callback, token) is not { } outcome)
                {
                    Interlocked.Increment(ref closed);
                    return;
                }

                if (outcome.State == CallbackState.Applied) Interlocked.Increment(ref applied);
                await settling.CommitAsync(new SettledCallback(callback.Id, outcome, clock.GetUtcNow()));
            });
            // Texts from phones, and what is about no message of ours, are no receipts.
            if (Interlocked.Exchange(ref applied, 0) > 0) await states.ReceiptSeenAsync(planId, ct);
        }
    }

    /// <summary>Moves the message that a recipient's report is about. False where it is none of ours.</summary>
    public async Task<bool> ApplyAsync(RecipientReport report, string by, string? rawHead, string? raw, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (await FindAsync(report.ClientReference, report.BatchId, report.Recipient, ct) is not { } message) return false;
        if (report.Status.ToState() is { } state)
            await moves.StatusAsync(message, state, report.BatchId, steps.OfReceipt(report, by, rawHead, raw));
        return true;
    }

    private async Task<List<Guid>> PlansAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Callbacks.Where(c => c.State == CallbackState.Waiting).Select(c => c.PlanId).Distinct().ToListAsync(ct);
    }

    private async Task<List<RawCallback>> WaitingAsync(Guid planId, int passed, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Callbacks.AsNoTracking()
            .Where(c => c.State == CallbackState.Waiting && c.PlanId == planId)
            .OrderBy(c => c.ReceivedAt).ThenBy(c => c.Id)
            .Skip(passed)
            .Take(MostAtOnce)
            .ToListAsync(ct);
    }

    // A receipt that came before we knew its batch.
    private async Task WakeParkedAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Callbacks.Where(c => c.State == CallbackState.Parked && c.BatchId != null && db.Messages.Any(m => m.BatchId == c.BatchId))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.State, CallbackState.Waiting), ct);
    }

    // Null while no key opens it, or closes what it holds.
    private async Task<(CallbackState State, string? BatchId)?> ApplyAsync(RawCallback callback, CancellationToken ct)
    {
        try
        {
            return await ApplyAsync(callback, vault.Open(callback.BodyCipher), ct);
        }
        catch (CryptographicException)
        {
            return null;
        }
        catch (Exception fault) when (IsOfThisOne(fault))
        {
            // Whatever stands in it: it is kept, and the others behind it do not wait.
            return (CallbackState.NotUnderstood, null);
        }
    }

    // Storage that is down throws too, and then everything waits. Class 22 of SQLSTATE is about the data alone.
    private static bool IsOfThisOne(Exception fault) => fault switch
    {
        DbUpdateException { InnerException: { } inner } => IsOfThisOne(inner),
        DbException { SqlState: ['2', '2', ..] } => true,
        _ => fault is not (OperationCanceledException or DbException),
    };

    private async Task<(CallbackState State, string? BatchId)> ApplyAsync(RawCallback callback, string body, CancellationToken ct)
    {
        const string Head = "POST /webhooks/sinch/•••• from Sinch, answered 200";
        switch (SinchCallback.Parse(Encoding.UTF8.GetBytes(body)))
        {
            case SinchCallback.ForRecipient(var report):
                return (await ApplyAsync(report, "By callback from Sinch.", Head, body, ct) ? CallbackState.Applied : CallbackState.Parked, report.BatchId);
            case SinchCallback.ForBatch(var report):
                var any = false;
                foreach (var one in Each(report)) any |= await ApplyAsync(one, "By callback from Sinch.", Head, body, ct);
                return (any ? CallbackState.Applied : CallbackState.Parked, report.BatchId);
            case SinchCallback.FromPhone(var message):
                await inbounds.StoreAsync(callback.PlanId, message, callback.ReceivedAt, ct);
                return (CallbackState.Inbound, null);
            default:
                return (CallbackState.NotUnderstood, null);
        }
    }

    // A full report names its recipients; we send one message a batch, so a summary speaks of the only one.
    private static IEnumerable<RecipientReport> Each(BatchReport report) =>
        from status in report.Statuses
        from recipient in status.Recipients ?? [""]
        select new RecipientReport { BatchId = report.BatchId, ClientReference = report.ClientReference, Recipient = recipient, Status = status.Status, Code = status.Code };

    private async Task<Message?> FindAsync(string? reference, string batchId, string recipient, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (Guid.TryParse(reference, out var id) && await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) is { } ours) return ours;
        var number = recipient.Length == 0 ? null : PhoneNumber.FromDigits(recipient).E164;
        return await db.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.BatchId == batchId && (number == null || m.To == number), ct);
    }
}
