using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Otp;

/// <summary>A code that somebody entered.</summary>
/// <param name="Right">Whether it is the verification's code: worth something only where the check is evaluated.</param>
public sealed record CheckWish(Guid VerificationId, Guid SubjectKey, bool Right, DateTimeOffset Now);

/// <summary>
/// Decides about checks. One guarded statement on one row says whether a code is evaluated at all, ends the verification
/// where it is right and counts and locks where it is wrong, so that nothing is won by asking many times at once. What
/// follows is the same for each outcome, so that none takes longer than another.
/// </summary>
public sealed class VerificationChecks(GroupCommit commits) : GroupWriter<CheckWish, bool>(commits)
{
    // Ten stamps of 16 digits; with the new one, the ninth from the end is the first of ten.
    private const string Evaluate =
        """
        UPDATE "VerificationSubjects" SET
            "Checks" = "Checks" + 1,
            "LiveId" = CASE WHEN $1 = 1 THEN NULL ELSE "LiveId" END,
            "Failures" = CASE WHEN $1 = 1 THEN '' WHEN length("Failures") < 160 THEN "Failures" || $2 ELSE substr("Failures", 17) || $2 END,
            "LockedUntil" = CASE
                WHEN $1 = 1 OR length("Failures") < 144 OR substr("Failures", length("Failures") - 143, 16) <= $3 THEN NULL
                WHEN "Locks" = 0 THEN $4 WHEN "Locks" = 1 THEN $5 ELSE $6 END,
            "Locks" = CASE
                WHEN $1 = 1 THEN 0
                WHEN length("Failures") < 144 OR substr("Failures", length("Failures") - 143, 16) <= $3 THEN "Locks" ELSE "Locks" + 1 END,
            "SendStep" = CASE WHEN $1 = 1 THEN 0 ELSE "SendStep" END,
            "NextSendAt" = CASE WHEN $1 = 1 THEN NULL ELSE "NextSendAt" END
        WHERE "Key" = $8 AND "LiveId" = $9 AND "LiveUntil" > $7 AND "Checks" < 5 AND ("LockedUntil" IS NULL OR "LockedUntil" <= $7)
        """;

    // 0 Right, 1 Wrong, 2 Used, 3 Over, 4 Late, 5 Exhausted, 6 Locked; states 0 Pending, 1 Verified.
    private const string Tell =
        """
        UPDATE "Verifications" SET
            "Checks" = "Checks" + $1,
            "State" = CASE WHEN $2 = 1 THEN 1 ELSE "State" END,
            "EndedAt" = CASE WHEN $2 = 1 THEN $3 ELSE "EndedAt" END,
            "FeedbackDueAt" = CASE WHEN $2 = 1 THEN $3 ELSE "FeedbackDueAt" END,
            "LastCheckAt" = $3,
            "LastCheck" = CASE WHEN $2 = 1 THEN 0 WHEN $1 = 1 THEN 1 WHEN "State" = 1 THEN 2 WHEN "State" <> 0 THEN 3 WHEN "ExpiresAt" <= $3 THEN 4 WHEN "Checks" >= 5 THEN 5 ELSE 6 END
        WHERE "Id" = $4
        """;

    private const string CountRefused =
        """
        INSERT INTO "VerificationSubjects" ("Key", "Checks", "Failures", "Locks", "SendStep", "Refused", "ChangedAt") VALUES ($1, 0, '', 0, 0, $2, $3)
        ON CONFLICT ("Key") DO UPDATE SET "Refused" = "VerificationSubjects"."Refused" + $2, "ChangedAt" = $3
        """;

    protected internal override int Order => 5;

    /// <summary>Whether the verification is verified by this check.</summary>
    public new Task<bool> CommitAsync(CheckWish wish) => base.CommitAsync(wish);

    protected override async Task<IReadOnlyList<bool>> WriteAsync(AppDb db, IReadOnlyList<CheckWish> works)
    {
        // In one order, so that two instances do not wait for each other.
        var places = Enumerable.Range(0, works.Count).OrderBy(place => works[place].SubjectKey).ToList();
        var evaluated = await Many.ExecuteAsync(db, Evaluate, places.ConvertAll(place => Values(works[place])));
        var told = places.Zip(evaluated, (place, rows) => (Wish: works[place], Rows: rows)).ToList();
        await Many.ExecuteAsync(db, Tell, told.ConvertAll(t => new object?[] { t.Rows, t.Wish.Right ? t.Rows : 0, t.Wish.Now, t.Wish.VerificationId }));
        await Many.ExecuteAsync(db, CountRefused, told.ConvertAll(t => new object?[] { t.Wish.SubjectKey, 1L - t.Rows, t.Wish.Now }));

        var verified = new bool[works.Count];
        for (var i = 0; i < places.Count; i++) verified[places[i]] = told[i].Wish.Right && told[i].Rows == 1;
        return verified;
    }

    private static object?[] Values(CheckWish wish) =>
    [
        wish.Right ? 1 : 0, Stamps.Of(wish.Now), Stamps.Of(wish.Now - OtpRules.FailuresWithin),
        wish.Now + OtpRules.Locks[0], wish.Now + OtpRules.Locks[1], wish.Now + OtpRules.Locks[2],
        wish.Now, wish.SubjectKey, wish.VerificationId,
    ];
}
