using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>
/// Finds out what became of sends whose outcome is open, by asking Sinch for our reference. Absent has to be absent
/// twice, the second time at least the settle delay after the request ended, because a slow request can still land.
/// </summary>
public sealed class OutcomeChecks(
    IDbContextFactory<AppDb> databases, Plans plans, PlanLeases leases, SinchClient sinch, MessageMoves moves, Steps steps, Bells bells,
    IOptions<DeliveryOptions> options, IOptions<SinchOptions> wire, TimeProvider clock, ILogger<OutcomeChecks> logger) : IAsyncDisposable
{
    private const int MostAtOnce = 100;
    private const int SideBySide = 8;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    // The reference is the message's alone, so looking further back costs nothing, and a clock that goes by another zone hides nothing.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromDays(1);

    private readonly EachPlan _each = new(logger);

    /// <summary>Looks up every message that is due, of the plans that are ours to work off.</summary>
    public async Task RunOnceAsync(CancellationToken ct) => await Task.WhenAll(await StartAsync(ct));

    /// <summary>Begins to, and does not wait for what Sinch answers.</summary>
    public async Task<IReadOnlyList<Task>> StartAsync(CancellationToken ct) =>
        [.. (await plans.ListAsync(ct)).Select(plan => _each.Start(plan.Id, token => LookAsync(plan.Id, token), ct))];

    public ValueTask DisposeAsync() => _each.DisposeAsync();

    private async Task LookAsync(Guid planId, CancellationToken ct)
    {
        if (await leases.HoldAsync(planId, ct) is not { } fence) return;
        await FinishTestsAsync(planId, fence, ct);
        await TakeOverAsync(planId, fence, ct);
        var due = await DueAsync(planId, ct);
        if (due.Count == 0 || await plans.OpenAsync(planId, ct) is not { } open) return;
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct }, (message, token) => CheckAsync(open, message, token));
    }

    // The walk of a test message is three steps, and the process may have died between them. Sinch knows nothing of it.
    private async Task FinishTestsAsync(Guid planId, long fence, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var left = await db.Messages.AsNoTracking()
            .Where(m => m.PlanId == planId && m.IsTest && m.State > MessageState.Queued && m.State < MessageState.Delivered
                && ((m.State == MessageState.Sending && (m.LeasedUntil < now || m.ClaimFence < fence))
                    || (m.State != MessageState.Sending && m.ChangedAt < now - TestWalk.IsOverIn)))
            .OrderBy(m => m.ChangedAt)
            .Take(MostAtOnce)
            .ToListAsync(ct);
        await Task.WhenAll(left.Select(message => TestWalk.GoAsync(message, moves, steps)));
    }

    // A claim of an earlier holder, or one that ran out, is a send that nobody settled: the process died while it was on
    // its way. It can be asked for at once; it ended when its claim does, at the latest. One of our own that ran out tells of
    // a clock that was set forward, and its request may still run for as long as a request may.
    private async Task TakeOverAsync(Guid planId, long fence, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var orphans = await db.Messages.AsNoTracking()
            .Where(m => m.PlanId == planId && m.State == MessageState.Sending && !m.IsTest && !m.OutcomeUnknown && (m.LeasedUntil < now || m.ClaimFence < fence))
            .OrderBy(m => m.LeasedUntil)
            .Take(MostAtOnce)
            .ToListAsync(ct);
        await Task.WhenAll(orphans.Select(message => moves.UnknownAsync(
            message, message.ClaimFence == fence ? now + wire.Value.Timeout : message.LeasedUntil ?? now, now, null,
            steps.Of(MessageEventKind.OutcomeUnknown, "The program stopped while it was sending. Whether Sinch has it is looked up before anything is sent again."))));
    }

    private async Task<List<Message>> DueAsync(Guid planId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        return await db.Messages.AsNoTracking()
            .Where(m => m.PlanId == planId && m.State == MessageState.Sending && m.OutcomeUnknown && m.DueAt <= now)
            .OrderBy(m => m.Lane).ThenBy(m => m.DueAt)
            .Take(MostAtOnce)
            .ToListAsync(ct);
    }

    private async ValueTask CheckAsync(OpenPlan plan, Message message, CancellationToken ct)
    {
        var reference = message.Id.ToString("D", CultureInfo.InvariantCulture);
        var result = await sinch.ListBatchesAsync(
            plan.Endpoint, new BatchQuery { ClientReference = reference, StartAt = message.CreatedAt - ClockSlack, PageSize = 1 }, ct);
        var now = clock.GetUtcNow();
        switch (result)
        {
            case SinchResult<BatchPage>.Answered { Value.Batches: [var batch, ..] } when batch.ClientReference == reference:
                var found = steps.Of(MessageEventKind.Accepted, "Found at Sinch by its reference: it was accepted, though the answer was lost.", result.Exchange, plan);
                found.HttpStatus = null;
                await moves.AcceptedAsync(message, batch.Id, found);
                return;
            case SinchResult<BatchPage>.Answered { Value.Batches: [_, ..] }:
                // No answer to what was asked: a host that lists whatever it has says neither yes nor no.
                await moves.AbsentAsync(message, message.AbsentCount, now + LookAgain, steps.Of(MessageEventKind.LookedUp, "Asked for its reference, this host answered with another batch. It is asked again.", result.Exchange, plan));
                return;
            case SinchResult<BatchPage>.Answered:
                await AbsentAsync(plan, message, result.Exchange, now);
                return;
            default:
                // The look-up failed, which says nothing about the message.
                await moves.AbsentAsync(message, message.AbsentCount, now + LookAgain, steps.Of(MessageEventKind.LookedUp, "Sinch could not be asked for it. It is asked again.", result.Exchange, plan));
                return;
        }
    }

    private async Task AbsentAsync(OpenPlan plan, Message message, Exchange exchange, DateTimeOffset now)
    {
        var settings = options.Value;
        var settled = (message.UnknownSince ?? message.ChangedAt) + (message.Lane == Lane.Otp ? settings.SettleOtp : settings.Settle);
        var times = message.AbsentCount + 1;
        if (times < 2 || now < settled)
        {
            var next = settled > now ? settled : now + LookAgain;
            await moves.AbsentAsync(message, times, next, steps.Of(MessageEventKind.LookedUp, "Sinch does not know its reference yet. A slow request can still land, so it is looked up once more.", exchange, plan));
            return;
        }

        var step = steps.Of(MessageEventKind.Retry, "Sinch does not know its reference, twice. It was never accepted and goes out again.", exchange, plan);
        step.HttpStatus = null;
        // One that a restore had looked up may be for later.
        var due = message.CountedAt > now ? message.CountedAt.Value : now;
        if (await moves.AgainAsync(message, due, null, step)) bells.Queue.Ring();
    }
}
