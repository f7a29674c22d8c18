using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>What became of the wish to send a message again.</summary>
public abstract record SentAgain
{
    private SentAgain()
    {
    }

    /// <summary>Queued anew, under a reference of its own. Pressed twice, it is the same one.</summary>
    public sealed record As(Guid MessageId) : SentAgain;

    /// <summary>Nothing was queued: quota, plan or number say no.</summary>
    public sealed record Refused(SubmitOutcome Outcome) : SentAgain;

    /// <summary>Nothing was queued: its text is not kept any more, it is a code, or it has not ended.</summary>
    public sealed record NotPossible : SentAgain;
}

/// <summary>What people do to the queue: pause and resume a plan, cancel what waits, send again what ended badly; one message or ten thousand.</summary>
public sealed partial class QueueDeeds : IAsyncDisposable
{
    private const int Batch = 500;

    private readonly IDbContextFactory<AppDb> _databases;
    private readonly Plans _plans;
    private readonly PlanStates _states;
    private readonly MessageMoves _moves;
    private readonly Submissions _submissions;
    private readonly TextVault _texts;
    private readonly Steps _steps;
    private readonly AuditTrail _audit;
    private readonly Bells _bells;
    private readonly TimeProvider _clock;
    private readonly ILogger<QueueDeeds> _logger;
    private readonly ConcurrentDictionary<Guid, (QueueJob Job, Task Run)> _jobs = new();
    private readonly Lock _gate = new();

    public QueueDeeds(
        IDbContextFactory<AppDb> databases, Plans plans, PlanStates states, MessageMoves moves, Submissions submissions, TextVault texts, Steps steps,
        AuditTrail audit, Bells bells, TimeProvider clock, ILogger<QueueDeeds> logger)
    {
        (_databases, _plans, _states, _moves, _submissions) = (databases, plans, states, moves, submissions);
        (_texts, _steps, _audit, _bells, _clock, _logger) = (texts, steps, audit, bells, clock, logger);
    }

    /// <summary>Stops sending through a plan until a person resumes it. What is on its way to Sinch arrives.</summary>
    public Task<bool> PauseAsync(PlanView plan, Actor by, CancellationToken ct) => _states.PauseByAsync(plan, by, ct);

    /// <summary>Lets a plan send again, whoever paused it.</summary>
    public async Task<bool> ResumeAsync(PlanView plan, Actor by, CancellationToken ct)
    {
        var resumed = await _states.ResumeByAsync(plan, by, ct);
        if (resumed) _bells.Queue.Ring();
        return resumed;
    }

    /// <summary>Cancels a message that waits.</summary>
    /// <returns>False where it is being sent, or ended, already.</returns>
    public async Task<bool> CancelAsync(Guid messageId, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        var audit = _audit.Entry(by, "message.cancelled", "", messageId);
        return await CancelAsync([messageId], by, message =>
        {
            audit.Subject = PhoneNumber.FromDigits(message.To).Masked;
            return audit;
        }, ct) == 1;
    }

    /// <summary>Cancels what waits of messages that were asked for at once. Audited once, for all of it.</summary>
    /// <param name="planId">The caller's: another plan's submission is not there for it.</param>
    /// <param name="isTest">Whether test keys asked for it.</param>
    /// <returns>How it stands now; null where there is none.</returns>
    public async Task<SubmissionCancelled?> CancelSubmissionAsync(Guid planId, Guid submissionId, bool isTest, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var db = await _databases.CreateDbContextAsync(ct);
        // First, so that nothing is added to a batch any more.
        var now = Instants.Truncated(_clock.GetUtcNow());
        await db.Submissions.Where(s => s.Id == submissionId && s.PlanId == planId && s.IsTest == isTest && s.Reports != null && s.CanceledAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.CanceledAt, now).SetProperty(s => s.ModifiedAt, now), ct);
        var whole = db.Messages.Where(m => m.SubmissionId == submissionId && m.PlanId == planId && m.IsTest == isTest);
        var waiting = await whole.Where(m => m.State == MessageState.Queued).Select(m => m.Id).ToArrayAsync(ct);
        if (waiting.Length > 0)
        {
            _audit.Write(db, by, "submission.cancelled", string.Create(CultureInfo.InvariantCulture, $"{waiting.Length:N0} messages"), submissionId);
            await db.SaveChangesAsync(ct);
        }

        foreach (var batch in waiting.Chunk(Batch)) await CancelAsync(batch, by, null, ct);
        var (messages, cancelled) = (await whole.CountAsync(ct), await whole.CountAsync(m => m.State == MessageState.Cancelled, ct));
        return messages == 0 ? null : new SubmissionCancelled(submissionId, cancelled, messages - cancelled);
    }

    /// <summary>Sends a message again that ended and did not arrive: a new one, to the same number, with the same text.</summary>
    public async Task<SentAgain> SendAgainAsync(Guid messageId, Actor by, CancellationToken ct)
    {
        await using var db = await _databases.CreateDbContextAsync(ct);
        var message = await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == messageId, ct);
        return message is null ? new SentAgain.NotPossible() : await SendAgainAsync(message, by, ct);
    }

    /// <summary>The job of a plan that runs, or ran last here.</summary>
    public QueueJob? JobOf(Guid planId) => _jobs.TryGetValue(planId, out var one) ? one.Job : null;

    /// <summary>Begins to cancel, or to send again, everything of a choice. Audited once, for all of it.</summary>
    /// <returns>The job; null where one of this plan runs already, or the choice holds nothing.</returns>
    public async Task<QueueJob?> BeginAsync(QueueJobKind kind, QueueChoice choice, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(by);
        if (await _plans.FindAsync(choice.PlanId, ct) is not { } plan) return null;
        await using var db = await _databases.CreateDbContextAsync(ct);
        var matching = QueueView.Matching(db, choice);
        if (kind == QueueJobKind.SendAgain) matching = matching.Where(m => m.TextCipher != null);
        // Exactly these: what is asked for meanwhile was not meant.
        var ids = await matching.Select(m => m.Id).ToListAsync(ct);
        if (ids.Count == 0) return null;
        var job = new QueueJob(kind, choice, ids.Count, _clock.GetUtcNow(), by.Name);
        lock (_gate)
        {
            if (JobOf(choice.PlanId) is { EndedAt: null }) return null;
            _jobs[choice.PlanId] = (job, Task.CompletedTask);
        }

        _audit.Write(
            db, by, kind == QueueJobKind.Cancel ? "queue.cancelled" : "queue.sent-again", plan.Name, plan.Id,
            after: new { state = choice.State.ToString(), lane = choice.Lane?.ToString() ?? "all", messages = ids.Count });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch
        {
            job.End(_clock.GetUtcNow());
            throw;
        }

        _jobs[choice.PlanId] = (job, Task.Run(() => RunAsync(job, ids, by), CancellationToken.None));
        return job;
    }

    /// <summary>Stops what runs, and waits for the batches under way.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (job, _) in _jobs.Values) job.Stop();
        foreach (var (job, run) in _jobs.Values)
        {
            await run;
            job.Dispose();
        }
    }

    private async Task RunAsync(QueueJob job, List<Guid> ids, Actor by)
    {
        try
        {
            foreach (var batch in ids.Chunk(Batch))
            {
                if (job.IsStopped || job.Hindered is not null) break;
                var done = job.Kind == QueueJobKind.Cancel ? await CancelAsync(batch, by, null, CancellationToken.None) : await SendAgainAsync(batch, job, by);
                job.Went(batch.Length, done);
            }
        }
        catch (Exception fault)
        {
            job.Fail();
            Log.Failed(_logger, fault, job.Kind, job.Choice.PlanId);
        }

        job.End(_clock.GetUtcNow());
    }

    private async Task<int> CancelAsync(Guid[] ids, Actor by, Func<Message, AuditEntry>? audit, CancellationToken ct)
    {
        var done = 0;
        for (var left = ids; left.Length > 0;)
        {
            await using var db = await _databases.CreateDbContextAsync(ct);
            var queued = await db.Messages.AsNoTracking().Where(m => left.Contains(m.Id) && m.State == MessageState.Queued).ToListAsync(ct);
            var plans = (await _plans.ListAsync(ct)).ToDictionary(plan => plan.Id, plan => plan.Limits());
            var known = queued.FindAll(m => plans.ContainsKey(m.PlanId));
            var cancelled = await Task.WhenAll(known.Select(m => _moves.CancelledAsync(
                m, plans[m.PlanId], _steps.Of(MessageEventKind.Cancelled, $"By {by.Name}. Nothing was sent."), audit?.Invoke(m))));
            done += cancelled.Count(moved => moved);
            // Those that moved between the look and the step; if they wait still, they are tried once more.
            left = [.. known.Where((_, i) => !cancelled[i]).Select(m => m.Id)];
        }

        return done;
    }

    private async Task<int> SendAgainAsync(Guid[] ids, QueueJob job, Actor by)
    {
        await using var db = await _databases.CreateDbContextAsync();
        var messages = await db.Messages.AsNoTracking().Where(m => ids.Contains(m.Id)).ToListAsync();
        // Audited once, for all of them.
        var quietly = by with { Kind = ActorKind.System };
        var outcomes = await Task.WhenAll(messages.Select(message => SendAgainAsync(message, quietly, CancellationToken.None)));
        foreach (var refused in outcomes.OfType<SentAgain.Refused>())
        {
            // A number that is refused concerns itself alone; quota and plan concern all the rest.
            if (refused.Outcome is SubmitOutcome.OverQuota or SubmitOutcome.PlanNotReady) job.Hinder(refused.Outcome);
        }

        return outcomes.Count(outcome => outcome is SentAgain.As);
    }

    private async Task<SentAgain> SendAgainAsync(Message message, Actor by, CancellationToken ct)
    {
        // What a test key asked for goes to no phone, by no door.
        if (!message.State.IsFinal() || message.State == MessageState.Delivered || message.Lane == Lane.Otp || message.IsTest || message.TextCipher is null) return new SentAgain.NotPossible();
        MessageContent content;
        try
        {
            content = _texts.OpenContent(message.TextCipher);
        }
        catch (CryptographicException)
        {
            return new SentAgain.NotPossible();
        }

        // The message is the press: however often it is pressed, it is sent again once.
        var again = new NewSubmission(message.PlanId, [new NewRecipient(message.To, content.Parameters)], message.From, content.Text, message.Lane, Origin.Console)
        {
            PressId = message.Id,
            Wire = content.Options,
        };
        var outcome = SubmitOutcome.Of(await _submissions.SubmitAsync(again, by, ct));
        return outcome is SubmitOutcome.Queued queued ? new SentAgain.As(queued.MessageId) : new SentAgain.Refused(outcome);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Kind} of many messages of plan {PlanId} failed; what was done stands")]
        public static partial void Failed(ILogger logger, Exception fault, QueueJobKind kind, Guid planId);
    }
}
