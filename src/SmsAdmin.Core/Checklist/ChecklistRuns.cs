using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>Runs the checklist, one run of a plan at a time, and keeps each finding as it comes. A run goes on though nobody looks.</summary>
public sealed partial class ChecklistRuns : IDisposable
{
    private const int ScheduledKept = 200;

    private readonly IDbContextFactory<AppDb> _databases;
    private readonly Plans _plans;
    private readonly ChecklistBook _book;
    private readonly Questions _questions;
    private readonly ChecklistAlerts _alerts;
    private readonly ChecklistChanges _changes;
    private readonly ChecklistStops _stops;
    private readonly TimeProvider _clock;
    private readonly ILogger<ChecklistRuns> _logger;
    private readonly ConcurrentDictionary<Guid, bool> _running = new();
    private readonly CancellationTokenSource _stopping = new();

    internal ChecklistRuns(
        IDbContextFactory<AppDb> databases, Plans plans, ChecklistBook book, Questions questions, ChecklistAlerts alerts, ChecklistChanges changes,
        ChecklistStops stops, TimeProvider clock, ILogger<ChecklistRuns> logger) =>
        (_databases, _plans, _book, _questions, _alerts, _changes, _stops, _clock, _logger) = (databases, plans, book, questions, alerts, changes, stops, clock, logger);

    /// <summary>Begins a run and returns once it is known under its id.</summary>
    public async Task<RunOutcome> StartAsync(RunWish wish, Actor by, CancellationToken ct)
    {
        var begun = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Task.Run(
            async () =>
            {
                try
                {
                    begun.TrySetResult(await RunAsync(wish, by, run => begun.TrySetResult(new RunOutcome.Begun(run)), _stopping.Token));
                }
                catch (Exception fault)
                {
                    if (!begun.TrySetException(fault)) Log.CutOff(_logger, fault);
                }
            },
            CancellationToken.None);
        return await begun.Task.WaitAsync(ct);
    }

    /// <summary>Runs and waits for the end.</summary>
    public Task<RunOutcome> RunAsync(RunWish wish, Actor by, CancellationToken ct) => RunAsync(wish, by, _ => { }, ct);

    /// <summary>Whether a run of this plan is under way in this instance.</summary>
    public bool IsRunningHere(Guid planId) => _running.ContainsKey(planId);

    /// <summary>Stops a run, whichever instance is at it: what was found stays, what was not asked is as before.</summary>
    /// <returns>False where it is over.</returns>
    public async Task<bool> StopAsync(Guid runId, CancellationToken ct)
    {
        var isAsked = await _book.AskToStopAsync(runId, ct);
        _changes.Announce();
        return isAsked;
    }

    /// <summary>Takes the code that somebody's phone got.</summary>
    /// <returns>False where no item of this run waits for one.</returns>
    public async Task<bool> EnterCodeAsync(Guid runId, string code, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (await _book.FindAsync(runId, ct) is not { } view || view.Items.FirstOrDefault(item => item.Result.State == CheckState.Waiting) is not { } waiting) return false;
        var settled = await _book.SettleAsync(runId, await _questions.EnterAsync(waiting.Result, view.Run.PlanId, code, ct), ct);
        _changes.Announce();
        return settled;
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task<RunOutcome> RunAsync(RunWish wish, Actor by, Action<Guid> begun, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(wish);
        ArgumentNullException.ThrowIfNull(by);
        if (await _plans.FindAsync(wish.PlanId, ct) is not { } plan) return new RunOutcome.Refused("This plan is gone. Choose another.");
        PhoneNumber? phone = null;
        if (wish.Phone is { } written)
        {
            if (PhoneNumber.Parse(written) is not PhoneNumberReading.Valid { Number: var number }) return new RunOutcome.Refused("Give the test phone with + and country code, as +46 70 174 06 05.");
            phone = number;
        }

        using var job = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (!_running.TryAdd(plan.Id, true)) return new RunOutcome.IsRunning();
        try
        {
            RunOutcome outcome = new RunOutcome.IsRunning();
            await using var db = await _databases.CreateDbContextAsync(ct);
            await db.TryAloneAsync($"Checklist.{plan.Id:N}", async () => outcome = new RunOutcome.Begun(await WorkAsync(wish, plan, phone, by, begun, job)), CancellationToken.None);
            return outcome;
        }
        finally
        {
            _running.TryRemove(plan.Id, out _);
            _changes.Announce();
        }
    }

    private async Task<Guid> WorkAsync(RunWish wish, PlanView plan, PhoneNumber? phone, Actor by, Action<Guid> begun, CancellationTokenSource job)
    {
        var ct = job.Token;
        var memory = await _book.MemoryAsync(plan.Id, ct);
        var run = await _book.BeginAsync(wish, phone, by, _clock.GetUtcNow(), ct);
        begun(run.Id);
        await using var stop = _stops.Heed(run.Id, job);
        var asking = new Asking(run.Id, plan, phone?.E164, by, wish.EnterCode) { Proven = memory.Passed };
        var wanted = wish.Only is { } only ? RunWish.With(only, memory.Last.Values) : ChecklistItems.All.ToHashSet();
        var isStopped = false;
        // What is not asked for comes along as it was, and others may rest on it.
        await KeepAsync(asking, [.. memory.Last.Values.Where(result => !wanted.Contains(result.Item))]);
        foreach (var question in RunWish.Order)
        {
            if (!question.Any(wanted.Contains) && question.All(asking.Results.ContainsKey)) continue;
            try
            {
                ct.ThrowIfCancellationRequested();
                await KeepAsync(asking, await _questions.AskAsync(asking, question, run.Number, memory.Asked, ct));
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                isStopped = true;
                break;
            }
        }

        await KeepAsync(asking, [.. ChecklistItems.All.Where(item => !asking.Results.ContainsKey(item)).Select(item => memory.Asked.GetValueOrDefault(item) ?? Stopped(asking, item))]);
        await _book.EndAsync(run, _clock.GetUtcNow(), isStopped, ScheduledKept, CancellationToken.None);
        await _alerts.TellAsync(plan, wish.IsScheduled, memory.Last, asking.Results, CancellationToken.None);
        return run.Id;
    }

    private static ItemResult Stopped(Asking asking, ChecklistItem item) => asking.Sent.TryGetValue(item, out var message)
        ? new ItemResult(item, CheckState.NotRun, "The run was stopped after its SMS had gone out, before its end was known.")
        {
            Mend = new Mend("See what became of its SMS.", "See the message", $"/messages/{message}"),
            Evidence = [new EvidenceLine("Asked", $"Message {PlanView.Shorten(message.ToString())}")],
        }
        : new ItemResult(item, CheckState.NotRun, "The run was stopped before it was asked.");

    private async Task KeepAsync(Asking asking, IReadOnlyList<ItemResult> results)
    {
        if (results.Count == 0) return;
        foreach (var result in results) asking.Results[result.Item] = result;
        await _book.KeepAsync(asking.RunId, results, CancellationToken.None);
        _changes.Announce();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A run of the checklist was cut off")]
        public static partial void CutOff(ILogger logger, Exception fault);
    }
}
