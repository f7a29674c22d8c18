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
    public DbSet<KeptAnswer> KeptAnswers => Set<KeptAnswer>();

    /// <summary>An instant as a hand-written statement has to pass it.</summary>
    public virtual object Stored(DateTimeOffset instant) => instant;

    /// <summary>What a person calls the engine.</summary>
    public abstract string Engine { get; }

    /// <summary>In a query: whether a text fits a pattern of <c>%</c> and <c>_</c>, escaped by a backslash, upper and lower case alike.</summary>
    public static bool Fits(string? text, string pattern) => throw new NotSupportedException("For queries alone.");

    /// <summary>Runs what must be done by one instance at a time, such as the preparation of a start. Others wait for their turn.</summary>
    public abstract Task AloneAsync(Func<Task> work, CancellationToken ct);

    /// <summary>Until this transaction ends, others that hold the same name wait: for a look and a change that belong together.</summary>
    public abstract Task HoldAsync(string name, CancellationToken ct);

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
            submission.HasIndex(s => s.PressId).IsUnique();
            submission.HasIndex(s => s.ReferenceHash).HasFilter("\"ReferenceHash\" IS NOT NULL");
        });
        builder.Entity<Message>(message =>
        {
            // The log, newest first; the log of one number; the queue; the receipt's way back.
            message.HasIndex(m => new { m.CreatedAt, m.Id });
            message.HasIndex(m => new { m.To, m.CreatedAt, m.Id });
            message.HasIndex(m => new { m.LastFour, m.CreatedAt, m.Id });
            message.HasIndex(m => new { m.PlanId, m.State, m.Lane, m.DueAt });
            message.HasIndex(m => m.BatchId);
            message.HasIndex(m => m.SubmissionId);
            // What went out in the last minute.
            message.HasIndex(m => m.AcceptedAt).HasFilter("\"AcceptedAt\" IS NOT NULL");
            message.HasIndex(m => m.Deadline).HasFilter("\"Deadline\" IS NOT NULL AND \"TextCipher\" IS NOT NULL");
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
            inbound.HasIndex(i => new { i.From, i.ReceivedAt, i.Id });
            inbound.HasIndex(i => new { i.LastFour, i.ReceivedAt, i.Id });
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
