using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>
/// Asks Sinch for what no callback told: where Sinch cannot reach us always, else for messages without a receipt for long.
/// It asks by Sinch's clock, which each answer tells: ours may be off, and then finished reports would lie before or behind
/// what is asked for.
/// </summary>
public sealed class ReceiptPolling(
    IDbContextFactory<AppDb> databases, Plans plans, PlanLeases leases, CallbackAddress callbacks, SinchClient sinch, Receipts receipts, PlanStates states,
    IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<ReceiptPolling> logger) : IAsyncDisposable
{
    private const int PageSize = 100;
    // Sinch's clock and ours need not agree, and a report can be older than the answer that told us of the batch.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    // Less is covered by the overlap.
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(1);

    private readonly EachPlan _each = new(logger);
    // How far our clock is ahead of each plan's.
    private readonly ConcurrentDictionary<Guid, TimeSpan> _ahead = new();

    /// <summary>One list call covers many messages; plans with nothing open are not asked.</summary>
    public async Task RunOnceAsync(CancellationToken ct) => await Task.WhenAll(await StartAsync(ct));

    /// <summary>Begins to ask, and does not wait for what Sinch answers.</summary>
    public async Task<IReadOnlyList<Task>> StartAsync(CancellationToken ct) =>
        [.. (await plans.ListAsync(ct)).Where(plan => plan.Readiness is PlanReadiness.Ready or PlanReadiness.Paused).Select(plan => _each.Start(plan.Id, token => LookAsync(plan, token), ct))];

    public ValueTask DisposeAsync() => _each.DisposeAsync();

    private async Task LookAsync(PlanView plan, CancellationToken ct)
    {
        if (await leases.HoldAsync(plan.Id, ct) is null || await AskAsync(plan, ct) is not { } learned) return;
        // Asked by the wrong time: once more by the right one.
        _ahead[plan.Id] = learned;
        await AskAsync(plan, ct);
    }

    /// <returns>How far our clock is ahead, where that is not what was thought.</returns>
    private async Task<TimeSpan?> AskAsync(PlanView plan, CancellationToken ct)
    {
        var (now, ahead) = (clock.GetUtcNow(), _ahead.GetValueOrDefault(plan.Id));
        if (await SinceAsync(plan, now, ahead, ct) is not { } since || await plans.OpenAsync(plan.Id, ct) is not { } open) return null;
        if (await PollAsync(open, since - ahead, now - ahead, ct) is not { } answered) return null;
        if (answered.ClockAhead is { } told && (told - ahead).Duration() > ClocksDiffer) return told;
        await states.PolledAsync(plan.Id, now - ahead, ct);
        return null;
    }

    // From where the last poll ended. But a message that moved since may be new to us and old to Sinch: found by a
    // look-up, its report can lie before that. Null where nothing is open for long enough.
    private async Task<DateTimeOffset?> SinceAsync(PlanView plan, DateTimeOffset now, TimeSpan ahead, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var silent = callbacks.For(plan) is null ? now : now - options.Value.PollAfterSilence;
        var open = db.Messages.Where(m => m.PlanId == plan.Id && !m.IsTest && (m.State == MessageState.Accepted || m.State == MessageState.Dispatched));
        if (!await open.AnyAsync(m => m.ChangedAt <= silent, ct) || await open.MinAsync(m => (DateTimeOffset?)(m.CountedAt ?? m.CreatedAt), ct) is not { } oldest) return null;
        if (await db.PlanStates.Where(s => s.PlanId == plan.Id).Select(s => s.PolledAt).SingleOrDefaultAsync(ct) + ahead is not { } polled || polled < oldest) return oldest;
        return await open.Where(m => m.ChangedAt >= polled - Overlap).MinAsync(m => (DateTimeOffset?)(m.CountedAt ?? m.CreatedAt), ct) is { } moved && moved < polled ? moved : polled;
    }

    // The last page's, when every page was read.
    private async Task<Exchange?> PollAsync(OpenPlan plan, DateTimeOffset since, DateTimeOffset now, CancellationToken ct)
    {
        // The newest come first: one that ends meanwhile shows others twice, and hides none.
        var until = now + Overlap;
        for (var page = 0; ; page++)
        {
            var query = new ReportListQuery { Page = page, PageSize = PageSize, StartAt = since - Overlap, EndAt = until };
            if (await sinch.ListReportsAsync(plan.Endpoint, query, ct) is not SinchResult<RecipientReportPage>.Answered { Value: var found } answered) return null;
            var head = RawText.Head(answered.Exchange, plan.Plan.ServicePlanId);
            await Task.WhenAll(found.DeliveryReports.Select(report => receipts.ApplyAsync(report, "Asked of Sinch, which posted no receipt.", head, null, ct)));
            if (found.DeliveryReports.Count == 0 || (page + 1) * PageSize >= found.Count) return answered.Exchange;
        }
    }
}
