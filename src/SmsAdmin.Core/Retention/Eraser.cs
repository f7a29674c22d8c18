using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Retention;

/// <summary>How far an erasing run is.</summary>
public sealed record ErasingProgress(int Done, int Total);

/// <summary>What a run erased.</summary>
public sealed record Erased(int Texts, int Numbers, int RawCallbacks);

/// <summary>
/// Erases what is past its retention: in small batches, each one guarded statement a table, so that the queue goes on
/// and two runs at once do no harm. A message that is still on its way keeps what it needs.
/// </summary>
public sealed class Eraser(IDbContextFactory<AppDb> databases, RetentionTermsStore terms, AuditTrail audit, TimeProvider clock)
{
    private const int BatchSize = 500;
    private const int LastDigits = 4;
    private const string LastNightKey = "Erased.LastNight";
    private static readonly TimeSpan NightBegins = TimeSpan.FromHours(2);

    /// <summary>The nightly run: once a day after 02:00 UTC, by whichever instance comes first.</summary>
    public async Task RunNightlyAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now.TimeOfDay < NightBegins || !await ClaimNightAsync(now, ct)) return;
        await RunAsync(Actor.System("Retention"), null, ct);
    }

    /// <summary>Erases all that is due now, and says in the audit how much.</summary>
    public async Task<Erased> RunAsync(Actor by, IProgress<ErasingProgress>? progress, CancellationToken ct)
    {
        var keep = await terms.ReadAsync(ct);
        var now = clock.GetUtcNow();
        var (textsBefore, numbersBefore, rawBefore) = (now.AddDays(-keep.Texts), now.AddDays(-keep.Numbers), now.AddDays(-keep.RawCallbacks));
        var total = 0;
        await using (var db = await databases.CreateDbContextAsync(ct))
        {
            total = await DueTexts(db, textsBefore, now).CountAsync(ct) + await DueInboundTexts(db, textsBefore).CountAsync(ct)
                + await DueNumbers(db, numbersBefore).CountAsync(ct) + await DueInboundNumbers(db, numbersBefore).CountAsync(ct)
                + await DueVerifications(db, numbersBefore).CountAsync(ct) + await DueTestPhones(db, numbersBefore).CountAsync(ct)
                + await DueCallbacks(db, rawBefore).CountAsync(ct) + await DuePosts(db, rawBefore).CountAsync(ct);
        }

        var tally = new Tally(total, progress);
        progress?.Report(new ErasingProgress(0, total));
        try
        {
            await AllAsync(db => EraseTextsAsync(db, textsBefore, now, ct), rows => tally.Add(texts: rows), ct);
            await AllAsync(db => EraseOrdersAsync(db, textsBefore > numbersBefore ? textsBefore : numbersBefore, ct), _ => { }, ct);
            await AllAsync(db => EraseInboundTextsAsync(db, textsBefore, ct), rows => tally.Add(texts: rows), ct);
            await AllAsync(db => EraseNumbersAsync(db, numbersBefore, ct), rows => tally.Add(numbers: rows), ct);
            await AllAsync(db => EraseInboundNumbersAsync(db, numbersBefore, ct), rows => tally.Add(numbers: rows), ct);
            await AllAsync(db => DueVerifications(db, numbersBefore).OrderBy(v => v.CreatedAt).Take(BatchSize).ExecuteDeleteAsync(ct), rows => tally.Add(numbers: rows), ct);
            await AllAsync(db => EraseTestPhonesAsync(db, numbersBefore, ct), rows => tally.Add(numbers: rows), ct);
            await AllAsync(db => EraseCountersAsync(db, numbersBefore, now, ct), _ => { }, ct);
            await AllAsync(db => DueCallbacks(db, rawBefore).OrderBy(c => c.ReceivedAt).Take(BatchSize).ExecuteDeleteAsync(ct), rows => tally.Add(raw: rows), ct);
            await AllAsync(db => db.KeptAnswers.Where(a => a.EndsAt < now).OrderBy(a => a.EndsAt).Take(BatchSize).ExecuteDeleteAsync(ct), _ => { }, ct);
            await AllAsync(db => DuePosts(db, rawBefore).OrderBy(c => c.FinishedAt).Take(BatchSize).ExecuteDeleteAsync(ct), rows => tally.Add(raw: rows), ct);
            return tally.Erased;
        }
        finally
        {
            // Stopped or not: what is gone is told.
            await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
            audit.Write(db, by, "retention.run", "Retention", after: tally.Erased);
            await db.SaveChangesAsync(CancellationToken.None);
        }
    }

    private async Task AllAsync(Func<AppDb, Task<int>> batch, Action<int> erased, CancellationToken ct)
    {
        int rows;
        do
        {
            ct.ThrowIfCancellationRequested();
            await using var db = await databases.CreateDbContextAsync(ct);
            rows = await batch(db);
            if (rows > 0) erased(rows);
        }
        while (rows > 0);
    }

    // A code is of no use once its message is final or late.
    private static IQueryable<Message> DueTexts(AppDb db, DateTimeOffset before, DateTimeOffset now) => db.Messages.Where(m =>
        m.TextCipher != null && ((m.FinalAt != null && (m.CreatedAt < before || m.Lane == Lane.Otp)) || (m.Lane == Lane.Otp && m.State == MessageState.Accepted && m.Deadline < now)));

    private static IQueryable<InboundMessage> DueInboundTexts(AppDb db, DateTimeOffset before) => db.Inbounds.Where(i => i.TextCipher != null && i.ReceivedAt < before);

    private static IQueryable<Message> DueNumbers(AppDb db, DateTimeOffset before) => db.Messages.Where(m => m.FinalAt != null && m.CreatedAt < before && m.To != m.LastFour);

    private static IQueryable<InboundMessage> DueInboundNumbers(AppDb db, DateTimeOffset before) => db.Inbounds.Where(i => i.ReceivedAt < before && i.From != i.LastFour);

    // A verification is about a number and little else: it goes whole, and with the last of them what was counted.
    private static IQueryable<Verification> DueVerifications(AppDb db, DateTimeOffset before) => db.Verifications.Where(v => v.CreatedAt < before);

    // Where a run of the checklist sent its SMS. It has no column for the last digits, as nobody searches by them.
    private static IQueryable<ChecklistRun> DueTestPhones(AppDb db, DateTimeOffset before) => db.ChecklistRuns.Where(r => r.Phone != null && r.Phone.Length > LastDigits && r.StartedAt < before);

    private static IQueryable<RawCallback> DueCallbacks(AppDb db, DateTimeOffset before) => db.Callbacks.Where(c => c.State != CallbackState.Waiting && c.ReceivedAt < before);

    private static IQueryable<OutboundCallback> DuePosts(AppDb db, DateTimeOffset before) => db.OutboundCallbacks.Where(c => c.State != OutboundState.Waiting && c.FinishedAt < before);

    private static async Task<int> EraseTextsAsync(AppDb db, DateTimeOffset before, DateTimeOffset now, CancellationToken ct)
    {
        var ids = await DueTexts(db, before, now).OrderBy(m => m.CreatedAt).Take(BatchSize).Select(m => m.Id).ToListAsync(ct);
        return ids.Count == 0 ? 0 : await db.Messages.Where(m => ids.Contains(m.Id) && m.TextCipher != null).ExecuteUpdateAsync(set => set.SetProperty(m => m.TextCipher, (byte[]?)null), ct);
    }

    // What a Sinch client wrote holds text and numbers: it goes with whichever goes first. As long as one of its messages waits it can be changed.
    private static async Task<int> EraseOrdersAsync(AppDb db, DateTimeOffset before, CancellationToken ct)
    {
        var ids = await db.Submissions.Where(s => s.OrderCipher != null && s.CreatedAt < before && !db.Messages.Any(m => m.SubmissionId == s.Id && m.FinalAt == null))
            .OrderBy(s => s.CreatedAt).Take(BatchSize).Select(s => s.Id).ToListAsync(ct);
        return ids.Count == 0 ? 0 : await db.Submissions.Where(s => ids.Contains(s.Id) && s.OrderCipher != null).ExecuteUpdateAsync(set => set.SetProperty(s => s.OrderCipher, (byte[]?)null), ct);
    }

    private static async Task<int> EraseInboundTextsAsync(AppDb db, DateTimeOffset before, CancellationToken ct)
    {
        var ids = await DueInboundTexts(db, before).OrderBy(i => i.ReceivedAt).Take(BatchSize).Select(i => i.Id).ToListAsync(ct);
        return ids.Count == 0 ? 0 : await db.Inbounds.Where(i => ids.Contains(i.Id) && i.TextCipher != null).ExecuteUpdateAsync(set => set.SetProperty(i => i.TextCipher, (byte[]?)null), ct);
    }

    // The raw exchanges name the number too: they go with it, in the same transaction.
    private static async Task<int> EraseNumbersAsync(AppDb db, DateTimeOffset before, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var ids = await DueNumbers(db, before).OrderBy(m => m.CreatedAt).Take(BatchSize).Select(m => m.Id).ToListAsync(ct);
        if (ids.Count == 0) return 0;
        await db.MessageEvents.Where(e => ids.Contains(e.MessageId)).ExecuteUpdateAsync(set => set
            .SetProperty(e => e.RawHead, (string?)null).SetProperty(e => e.RawRequest, (string?)null).SetProperty(e => e.RawResponse, (string?)null), ct);
        var rows = await db.Messages.Where(m => ids.Contains(m.Id) && m.To != m.LastFour).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.To, m => m.LastFour).SetProperty(m => m.TextCipher, (byte[]?)null), ct);
        await transaction.CommitAsync(ct);
        return rows;
    }

    private static async Task<int> EraseInboundNumbersAsync(AppDb db, DateTimeOffset before, CancellationToken ct)
    {
        var ids = await DueInboundNumbers(db, before).OrderBy(i => i.ReceivedAt).Take(BatchSize).Select(i => i.Id).ToListAsync(ct);
        return ids.Count == 0 ? 0 : await db.Inbounds.Where(i => ids.Contains(i.Id) && i.From != i.LastFour).ExecuteUpdateAsync(set => set
            .SetProperty(i => i.From, i => i.LastFour).SetProperty(i => i.TextCipher, (byte[]?)null), ct);
    }

    private static async Task<int> EraseTestPhonesAsync(AppDb db, DateTimeOffset before, CancellationToken ct)
    {
        var ids = await DueTestPhones(db, before).OrderBy(r => r.StartedAt).Take(BatchSize).Select(r => r.Id).ToListAsync(ct);
        return ids.Count == 0 ? 0 : await db.ChecklistRuns.Where(r => ids.Contains(r.Id) && r.Phone!.Length > LastDigits).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.Phone, r => r.Phone!.Substring(r.Phone.Length - LastDigits)), ct);
    }

    // No number stands in them, only its keyed hash. No limit on sends looks back further than a day.
    private static async Task<int> EraseCountersAsync(AppDb db, DateTimeOffset before, DateTimeOffset now, CancellationToken ct)
    {
        var yesterday = now.AddDays(-2);
        return await db.SendWindows.Where(w => w.ChangedAt < yesterday).OrderBy(w => w.ChangedAt).Take(BatchSize).ExecuteDeleteAsync(ct)
            + await db.VerificationSubjects.Where(s => s.ChangedAt < before).OrderBy(s => s.ChangedAt).Take(BatchSize).ExecuteDeleteAsync(ct);
    }

    // Whoever changes the date has the night.
    private async Task<bool> ClaimNightAsync(DateTimeOffset now, CancellationToken ct)
    {
        var today = now.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Database.ExecuteSqlAsync($"INSERT INTO \"Settings\" (\"Key\", \"Value\") VALUES ({LastNightKey}, '') ON CONFLICT DO NOTHING", ct);
        return await db.Settings.Where(s => s.Key == LastNightKey && s.Value != today).ExecuteUpdateAsync(set => set.SetProperty(s => s.Value, today), ct) == 1;
    }

    private sealed class Tally(int total, IProgress<ErasingProgress>? progress)
    {
        public Erased Erased { get; private set; } = new(0, 0, 0);

        public void Add(int texts = 0, int numbers = 0, int raw = 0)
        {
            Erased = new Erased(Erased.Texts + texts, Erased.Numbers + numbers, Erased.RawCallbacks + raw);
            var done = Erased.Texts + Erased.Numbers + Erased.RawCallbacks;
            progress?.Report(new ErasingProgress(done, Math.Max(done, total)));
        }
    }
}
