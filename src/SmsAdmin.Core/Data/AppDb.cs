using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace SmsAdmin.Core.Data;

/// <summary>The ground: every table. One subclass a database engine, each with its own migrations, and what only it can say.</summary>
public abstract class AppDb(DbContextOptions options) : IdentityDbContext<AppUser, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<ServicePlan> Plans => Set<ServicePlan>();
    public DbSet<PlanState> PlanStates => Set<PlanState>();
    public DbSet<PlanLease> PlanLeases => Set<PlanLease>();
    public DbSet<Submission> Submissions => Set<Submission>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<MessageEvent> MessageEvents => Set<MessageEvent>();
    public DbSet<RawCallback> Callbacks => Set<RawCallback>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
    public DbSet<UsageCounter> Usage => Set<UsageCounter>();
    public DbSet<Setting> Settings => Set<Setting>();
    public DbSet<Alert> Alerts => Set<Alert>();
    public DbSet<AlertKey> AlertKeys => Set<AlertKey>();
    public DbSet<OutboundCallback> OutboundCallbacks => Set<OutboundCallback>();
    public DbSet<InboundMessage> Inbounds => Set<InboundMessage>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<Verification> Verifications => Set<Verification>();
    public DbSet<VerificationSubject> VerificationSubjects => Set<VerificationSubject>();
    public DbSet<SendWindow> SendWindows => Set<SendWindow>();
    public DbSet<VerificationTemplate> VerificationTemplates => Set<VerificationTemplate>();
    public DbSet<OdooConnection> OdooConnections => Set<OdooConnection>();
    public DbSet<OdooReading> OdooReadings => Set<OdooReading>();
    public DbSet<OdooPush> OdooPushes => Set<OdooPush>();
    public DbSet<TokenRotation> TokenRotations => Set<TokenRotation>();
    public DbSet<RotationTarget> RotationTargets => Set<RotationTarget>();
    public DbSet<KeptAnswer> KeptAnswers => Set<KeptAnswer>();
    public DbSet<OdooRoute> OdooRoutes => Set<OdooRoute>();
    public DbSet<OdooGateway> OdooGateways => Set<OdooGateway>();
    public DbSet<TakenOnce> TakenOnce => Set<TakenOnce>();
    public DbSet<ChecklistRun> ChecklistRuns => Set<ChecklistRun>();
    public DbSet<ChecklistResult> ChecklistResults => Set<ChecklistResult>();

    /// <summary>An instant as a hand-written statement has to pass it.</summary>
    public virtual object Stored(DateTimeOffset instant) => instant;

    /// <summary>SQL for how many microseconds lie between two instants, each a column or a parameter.</summary>
    public abstract string MicrosecondsBetween(string from, string to);

    /// <summary>What a person calls the engine.</summary>
    public abstract string Engine { get; }

    /// <summary>In a query: whether a text fits a pattern of <c>%</c> and <c>_</c>, escaped by a backslash, upper and lower case alike.</summary>
    public static bool Fits(string? text, string pattern) => throw new NotSupportedException("For queries alone.");

    /// <summary>Runs what must be done by one instance at a time, such as the preparation of a start. Others wait for their turn.</summary>
    public abstract Task AloneAsync(Func<Task> work, CancellationToken ct);

    /// <summary>Runs what one instance may do at a time, unless another is at it. It ends with the instance, however that ends.</summary>
    /// <returns>False where another one is at it.</returns>
    public abstract Task<bool> TryAloneAsync(string name, Func<Task> work, CancellationToken ct);

    /// <summary>Until this transaction ends, others that hold the same name wait: for a look and a change that belong together.</summary>
    public abstract Task HoldAsync(string name, CancellationToken ct);

    /// <summary>Which of these plans are stored; until this transaction ends, none of them is deleted.</summary>
    internal virtual Task<List<Guid>> HoldPlansAsync(IReadOnlyCollection<Guid> planIds) => Plans.Where(plan => planIds.Contains(plan.Id)).Select(plan => plan.Id).ToListAsync();

    /// <summary>
    /// Keeps the connection open from one transaction to the next until the context is disposed, where that saves work:
    /// false where connections are better taken anew.
    /// </summary>
    internal virtual Task<bool> StayOpenAsync() => Task.FromResult(false);

    /// <summary>Returns when what this context committed is on the disk; at once where the commit itself sees to that.</summary>
    internal virtual Task FlushAsync() => Task.CompletedTask;

    /// <summary>Runs a statement for each row of values; see <see cref="Many"/>.</summary>
    internal abstract Task<IReadOnlyList<(int Changed, long? First)>> RunManyAsync(string sql, IReadOnlyList<object?[]> rows);

    /// <summary>Keeps a value under a key unless one stands there already.</summary>
    /// <returns>The value that stands: the first that anybody kept.</returns>
    public async Task<string> KeepFirstAsync(string key, string value, CancellationToken ct)
    {
        await Database.ExecuteSqlAsync($"INSERT INTO \"Settings\" (\"Key\", \"Value\") VALUES ({key}, {value}) ON CONFLICT DO NOTHING", ct);
        return await Settings.AsNoTracking().Where(s => s.Key == key).Select(s => s.Value).SingleAsync(ct);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);

        builder.Entity<ServicePlan>(plan =>
        {
            plan.HasIndex(p => p.Name).IsUnique();
            plan.HasIndex(p => p.ServicePlanId).IsUnique();
            plan.Property(p => p.Kind).HasConversion<string>();
        });
        builder.Entity<PlanState>().HasKey(s => s.PlanId);
        builder.Entity<PlanLease>().HasKey(l => l.PlanId);
        builder.Entity<Submission>(submission =>
        {
            submission.HasIndex(s => s.PressId).IsUnique().HasFilter("\"PressId\" IS NOT NULL");
            submission.HasIndex(s => s.ReferenceHash).HasFilter("\"ReferenceHash\" IS NOT NULL");
            // The batches of Sinch clients, and of those the ones whose text is still kept.
            submission.HasIndex(s => new { s.PlanId, s.CreatedAt, s.Id }).HasFilter("\"Reports\" IS NOT NULL");
            submission.HasIndex(s => s.CreatedAt).HasFilter("\"OrderCipher\" IS NOT NULL");
        });
        builder.Entity<Message>(message =>
        {
            // The log, newest first; the log of one number; the queue; the receipt's way back.
            message.HasIndex(m => m.CreatedAt);
            // Finds whole numbers too. Numbers come in no order, so this is the dearest of all: a page of it for each message.
            message.HasIndex(m => new { m.LastFour, m.CreatedAt });
            message.HasIndex(m => new { m.PlanId, m.State, m.Lane, m.DueAt });
            message.HasIndex(m => m.BatchId).HasFilter("\"BatchId\" IS NOT NULL");
            message.HasIndex(m => m.SubmissionId);
            // What waits for its quota, and what will be too late: looked for each second, however much else is queued.
            message.HasIndex(m => new { m.PlanId, m.Lane, m.CreatedAt, m.Id }).HasFilter("\"State\" = 0 AND \"CountedAt\" IS NULL");
            message.HasIndex(m => new { m.PlanId, m.Deadline }).HasFilter("\"State\" = 0 AND \"Deadline\" IS NOT NULL");
            // Those of test keys: few, and the loop that ends them has to find none among many.
            message.HasIndex(m => new { m.PlanId, m.State }).HasFilter("\"IsTest\"");
            // What is tried again, and for how long.
            message.HasIndex(m => new { m.PlanId, m.CountedAt }).HasFilter("\"State\" = 0 AND \"Attempts\" > 0");
            // What went out in the last minute.
            message.HasIndex(m => m.AcceptedAt).HasFilter("\"AcceptedAt\" IS NOT NULL");
            message.HasIndex(m => m.Deadline).HasFilter("\"Deadline\" IS NOT NULL AND \"TextCipher\" IS NOT NULL");
            // The finished reports of Sinch clients, and what they said was used.
            message.HasIndex(m => new { m.PlanId, m.FinalAt, m.Id }).HasFilter("\"Origin\" = 2 AND \"FinalAt\" IS NOT NULL");
            message.HasIndex(m => m.FeedbackDueAt).HasFilter("\"FeedbackDueAt\" IS NOT NULL");
        });
        builder.Entity<MessageEvent>().HasIndex(e => new { e.MessageId, e.At });
        builder.Entity<RawCallback>().HasIndex(c => new { c.State, c.ReceivedAt });
        builder.Entity<RawCallback>().HasIndex(c => c.BatchId);
        builder.Entity<AuditEntry>().HasIndex(a => new { a.At, a.Id });
        builder.Entity<UsageCounter>().HasKey(u => new { u.PlanId, u.Period });
        builder.Entity<Setting>().HasKey(s => s.Key);
        builder.Entity<Alert>(alert =>
        {
            alert.Property(a => a.Kind).HasConversion<string>();
            alert.HasIndex(a => new { a.EndedAt, a.Since });
        });
        builder.Entity<AlertKey>().HasKey(k => k.Key);
        builder.Entity<OutboundCallback>().HasIndex(c => new { c.State, c.DueAt });
        // What else waits to be told of the same message.
        builder.Entity<OutboundCallback>().HasIndex(c => new { c.MessageId, c.Rank }).HasFilter("\"MessageId\" IS NOT NULL");
        builder.Entity<InboundMessage>(inbound =>
        {
            // Sinch posts a callback again when it did not hear our answer.
            inbound.HasIndex(i => new { i.PlanId, i.SinchId }).IsUnique();
            inbound.HasIndex(i => new { i.ReceivedAt, i.Id });
            inbound.HasIndex(i => new { i.LastFour, i.ReceivedAt, i.Id });
        });
        builder.Entity<OdooRoute>().HasKey(r => r.ConnectionId);
        builder.Entity<OdooGateway>().HasKey(g => g.ConnectionId);
        builder.Entity<TakenOnce>(taken =>
        {
            taken.HasKey(t => new { t.CallerId, t.Key });
            taken.HasIndex(t => t.MessageId);
        });
        builder.Entity<Verification>(verification =>
        {
            verification.HasIndex(v => new { v.CreatedAt, v.Id });
            verification.HasIndex(v => new { v.LastFour, v.CreatedAt, v.Id });
            verification.HasIndex(v => v.SubjectKey);
            verification.HasIndex(v => v.FeedbackDueAt).HasFilter("\"FeedbackDueAt\" IS NOT NULL");
        });
        builder.Entity<VerificationSubject>().HasKey(s => s.Key);
        builder.Entity<SendWindow>().HasKey(w => w.Key);
        builder.Entity<VerificationTemplate>().HasIndex(t => new { t.Locale, t.Purpose, t.Version }).IsUnique();
        builder.Entity<OdooConnection>().HasIndex(c => c.Name).IsUnique();
        builder.Entity<OdooReading>().HasKey(r => new { r.ConnectionId, r.Key });
        builder.Entity<OdooPush>().HasIndex(p => new { p.ConnectionId, p.At });
        builder.Entity<TokenRotation>(rotation =>
        {
            rotation.Property(r => r.Step).HasConversion<string>();
            rotation.HasIndex(r => new { r.PlanId, r.StartedAt });
            // One at a time: a second one would not know which token is the old one.
            rotation.HasIndex(r => r.PlanId).IsUnique().HasFilter("\"FinishedAt\" IS NULL");
        });
        builder.Entity<RotationTarget>(target =>
        {
            target.HasKey(t => new { t.RotationId, t.ConnectionId });
            target.Property(t => t.State).HasConversion<string>();
        });
        builder.Entity<ChecklistRun>().HasIndex(r => new { r.PlanId, r.Number }).IsUnique();
        builder.Entity<ChecklistResult>(result =>
        {
            result.HasKey(r => new { r.RunId, r.Item });
            result.Property(r => r.State).HasConversion<string>();
            // A run that is removed takes its results along.
            result.HasOne<ChecklistRun>().WithMany().HasForeignKey(r => r.RunId);
        });
        builder.Entity<ApiKey>(key =>
        {
            key.HasIndex(k => k.Prefix).IsUnique();
            key.HasIndex(k => k.OldPrefix);
        });
        builder.Entity<KeptAnswer>(answer =>
        {
            answer.HasKey(a => new { a.OwnerId, a.Key });
            answer.HasIndex(a => a.EndsAt);
        });
    }
}
