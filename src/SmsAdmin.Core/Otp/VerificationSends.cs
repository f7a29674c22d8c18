using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Otp;

/// <summary>Somebody wants a code sent: a first text, or the same one again.</summary>
/// <param name="Verification">Inserted where it is new; otherwise the one whose code is sent again.</param>
public sealed record SendWish(Verification Verification, bool IsNew, Guid NumberKey, Guid? AddressKey, DateTimeOffset Now);

/// <summary>What became of a <see cref="SendWish"/>.</summary>
/// <param name="Refused">Null where the text may go out.</param>
/// <param name="IsOver">It is not the live one any more, so it is not sent again.</param>
/// <param name="Before">The live one whose place a new one took; null where none was.</param>
public sealed record SendAnswer(SendRefusal? Refused, bool IsOver, DateTimeOffset NextResendAt, LiveBefore? Before = null);

/// <summary>Whose code could be entered until a new one took its place.</summary>
/// <param name="Checks">Codes that were evaluated for it.</param>
public sealed record LiveBefore(Guid Id, DateTimeOffset Until, int Checks);

/// <summary>
/// Counts texts before they are queued, and makes a new verification the live one of its number and purpose. The rows
/// are locked in one order, then each wish is judged in turn: the last place goes to one of them, whichever instance it came to.
/// </summary>
public sealed class VerificationSends(GroupCommit commits) : GroupWriter<SendWish, SendAnswer>(commits)
{
    private const string HoldWindow =
        """INSERT INTO "SendWindows" ("Key", "Sends", "ChangedAt") VALUES ($1, '', $2) ON CONFLICT ("Key") DO UPDATE SET "ChangedAt" = "SendWindows"."ChangedAt" """;

    private const string HoldSubject =
        """
        INSERT INTO "VerificationSubjects" ("Key", "Checks", "Failures", "Locks", "SendStep", "Refused", "ChangedAt") VALUES ($1, 0, '', 0, 0, 0, $2)
        ON CONFLICT ("Key") DO UPDATE SET "ChangedAt" = "VerificationSubjects"."ChangedAt"
        """;

    protected internal override int Order => 4;

    public new Task<SendAnswer> CommitAsync(SendWish wish) => base.CommitAsync(wish);

    protected override async Task<IReadOnlyList<SendAnswer>> WriteAsync(AppDb db, IReadOnlyList<SendWish> works)
    {
        var windowKeys = works.SelectMany(w => new[] { w.NumberKey, w.AddressKey }).OfType<Guid>().Distinct().Order().ToList();
        var subjectKeys = works.Select(w => w.Verification.SubjectKey).Distinct().Order().ToList();
        var now = works[0].Now;
        await Many.ExecuteAsync(db, HoldWindow, windowKeys.ConvertAll(key => new object?[] { key, now }));
        await Many.ExecuteAsync(db, HoldSubject, subjectKeys.ConvertAll(key => new object?[] { key, now }));
        var windows = await db.SendWindows.AsNoTracking().Where(w => windowKeys.Contains(w.Key)).ToDictionaryAsync(w => w.Key);
        var subjects = await db.VerificationSubjects.AsNoTracking().Where(s => subjectKeys.Contains(s.Key)).ToDictionaryAsync(s => s.Key);

        var answers = works.Select(wish => Judge(wish, subjects[wish.Verification.SubjectKey], windows[wish.NumberKey], wish.AddressKey is { } key ? windows[key] : null)).ToList();
        var taken = works.Zip(answers).Where(pair => pair.Second is { Refused: null, IsOver: false }).ToList();
        if (taken.Count == 0) return answers;
        await WriteAsync(db, taken, subjects, windows);
        return answers;
    }

    private static async Task WriteAsync(
        AppDb db, List<(SendWish Wish, SendAnswer Answer)> taken, Dictionary<Guid, VerificationSubject> subjects, Dictionary<Guid, SendWindow> windows)
    {
        await Many.ExecuteAsync(db, """UPDATE "SendWindows" SET "Sends" = $1, "ChangedAt" = $2 WHERE "Key" = $3""",
            [.. windows.Values.OrderBy(w => w.Key).Select(w => new object?[] { w.Sends, w.ChangedAt, w.Key })]);
        await Many.ExecuteAsync(db,
            """
            UPDATE "VerificationSubjects" SET "LiveId" = $1, "LiveUntil" = $2, "Checks" = $3, "SendStep" = $4, "LastSentAt" = $5, "NextSendAt" = $6, "ChangedAt" = $7
            WHERE "Key" = $8
            """,
            [.. taken.Select(pair => subjects[pair.Wish.Verification.SubjectKey]).Distinct().OrderBy(s => s.Key)
                .Select(s => new object?[] { s.LiveId, s.LiveUntil, s.Checks, s.SendStep, s.LastSentAt, s.NextSendAt, s.ChangedAt, s.Key })]);
        var fresh = taken.FindAll(pair => pair.Wish.IsNew);
        await Many.ExecuteAsync(db, """UPDATE "Verifications" SET "State" = $1, "EndedAt" = $2 WHERE "SubjectKey" = $3 AND "State" = $4 AND "ExpiresAt" > $2""",
            fresh.ConvertAll(pair => new object?[] { VerificationState.Replaced, pair.Wish.Now, pair.Wish.Verification.SubjectKey, VerificationState.Pending }));
        await db.InsertAsync(fresh.ConvertAll(pair => Started(pair.Wish.Verification, pair.Answer)));
        await Many.ExecuteAsync(db, """UPDATE "Verifications" SET "Sends" = "Sends" + 1, "NextResendAt" = $1 WHERE "Id" = $2""",
            taken.Where(pair => !pair.Wish.IsNew).Select(pair => new object?[] { pair.Answer.NextResendAt, pair.Wish.Verification.Id }).ToList());
    }

    /// <summary>Takes a text back that was counted and then refused by the queue: nothing went out, and the code that was there before is the one that counts.</summary>
    public static async Task TakeBackAsync(AppDb db, SendWish wish, LiveBefore? before, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var keys = new[] { wish.NumberKey, wish.AddressKey }.OfType<Guid>().Order();
        await Many.ExecuteAsync(db,
            """
            UPDATE "SendWindows" SET "Sends" = substr("Sends", 1, length("Sends") - 16)
            WHERE "Key" = $1 AND length("Sends") >= 16 AND substr("Sends", length("Sends") - 15) = $2
            """,
            [.. keys.Select(key => new object?[] { key, Stamps.Of(wish.Now) })]);
        await db.VerificationSubjects.Where(s => s.Key == wish.Verification.SubjectKey && s.LastSentAt == wish.Now).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.NextSendAt, (DateTimeOffset?)null)
            .SetProperty(s => s.SendStep, s => s.SendStep - 1), ct);
        if (wish.IsNew) await GiveWayAsync(db, wish, before, ct);
        var verification = db.Verifications.Where(v => v.Id == wish.Verification.Id && v.State == VerificationState.Pending);
        if (wish.IsNew) await verification.ExecuteUpdateAsync(set => set.SetProperty(v => v.State, VerificationState.NotSent).SetProperty(v => v.EndedAt, wish.Now).SetProperty(v => v.Sends, 0), ct);
        else await verification.ExecuteUpdateAsync(set => set.SetProperty(v => v.Sends, v => v.Sends - 1).SetProperty(v => v.NextResendAt, wish.Now), ct);
        await transaction.CommitAsync(ct);
    }

    // Unless a third took its place meanwhile.
    private static async Task GiveWayAsync(AppDb db, SendWish wish, LiveBefore? before, CancellationToken ct)
    {
        var gaveWay = await db.VerificationSubjects.Where(s => s.Key == wish.Verification.SubjectKey && s.LiveId == wish.Verification.Id).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.LiveId, before == null ? null : before.Id)
            .SetProperty(s => s.LiveUntil, before == null ? null : before.Until)
            .SetProperty(s => s.Checks, before == null ? 0 : before.Checks), ct);
        if (gaveWay == 1 && before is not null)
        {
            await db.Verifications.Where(v => v.Id == before.Id && v.State == VerificationState.Replaced).ExecuteUpdateAsync(set => set
                .SetProperty(v => v.State, VerificationState.Pending)
                .SetProperty(v => v.EndedAt, (DateTimeOffset?)null), ct);
        }
    }

    private static SendAnswer Judge(SendWish wish, VerificationSubject subject, SendWindow number, SendWindow? address)
    {
        var (verification, now) = (wish.Verification, wish.Now);
        if (!wish.IsNew && (subject.LiveId != verification.Id || subject.LiveUntil <= now)) return new SendAnswer(null, true, verification.NextResendAt);
        if (SendLimits.Take(subject, number, address, now) is { } refused) return new SendAnswer(refused, false, refused.Until);
        LiveBefore? before = null;
        if (wish.IsNew)
        {
            if (subject is { LiveId: { } live, LiveUntil: { } until } && until > now) before = new LiveBefore(live, until, subject.Checks);
            (subject.LiveId, subject.LiveUntil, subject.Checks) = (verification.Id, verification.ExpiresAt, 0);
        }

        return new SendAnswer(null, false, SendLimits.NextAt(subject, number, now), before);
    }

    private static Verification Started(Verification verification, SendAnswer answer)
    {
        verification.NextResendAt = answer.NextResendAt;
        return verification;
    }
}
