using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Repeats;

/// <summary>Takes a key and keeps its answer, inside the transaction of what the request does: both stand, or none.</summary>
public static class RepeatClaims
{
    // An unfinished one of another instance is waited for by the database; what has ended is taken over.
    private const string Take =
        """
        INSERT INTO "KeptAnswers" ("OwnerId", "Key", "Fingerprint", "Status", "CreatedAt", "EndsAt") VALUES ($1, $2, $3, 0, $4, $5)
        ON CONFLICT ("OwnerId", "Key") DO UPDATE SET "Fingerprint" = excluded."Fingerprint", "Status" = 0, "Body" = NULL, "Location" = NULL,
        "CreatedAt" = excluded."CreatedAt", "EndsAt" = excluded."EndsAt" WHERE "KeptAnswers"."EndsAt" <= excluded."CreatedAt"
        """;

    private const string Keep = """UPDATE "KeptAnswers" SET "Status" = $3, "Body" = $4, "Location" = $5 WHERE "OwnerId" = $1 AND "Key" = $2""";
    private const string Free = """DELETE FROM "KeptAnswers" WHERE "OwnerId" = $1 AND "Key" = $2""";

    /// <summary>Takes the key of one request. False where it is taken: nothing may be done, the answer is kept.</summary>
    public static async Task<bool> TakeAsync(AppDb db, RepeatTicket ticket) => (await TakeAsync(db, [ticket]))[0];

    /// <summary>The same for many at once, in one order, so that two groups cannot wait for each other.</summary>
    public static async Task<bool[]> TakeAsync(AppDb db, IReadOnlyList<RepeatTicket> tickets)
    {
        ArgumentNullException.ThrowIfNull(tickets);
        var order = Enumerable.Range(0, tickets.Count).OrderBy(i => tickets[i].OwnerId).ThenBy(i => tickets[i].Key, StringComparer.Ordinal).ToList();
        var changed = await Many.ExecuteAsync(db, Take, order.ConvertAll(i => new object?[] { tickets[i].OwnerId, tickets[i].Key, tickets[i].Fingerprint, tickets[i].At, tickets[i].EndsAt }));
        var taken = new bool[tickets.Count];
        for (var i = 0; i < changed.Length; i++) taken[order[i]] = changed[i] > 0;
        return taken;
    }

    /// <summary>Keeps the answer under a key that was taken in this transaction; without one the key is free again.</summary>
    public static Task SettleAsync(AppDb db, RepeatTicket ticket, RepeatAnswer? answer) => SettleAsync(db, [(ticket, answer)]);

    /// <summary>The same for many at once.</summary>
    public static async Task SettleAsync(AppDb db, IReadOnlyList<(RepeatTicket Ticket, RepeatAnswer? Answer)> settled)
    {
        ArgumentNullException.ThrowIfNull(settled);
        await Many.ExecuteAsync(db, Keep, [.. settled.Where(one => one.Answer is not null)
            .Select(one => new object?[] { one.Ticket.OwnerId, one.Ticket.Key, one.Answer!.Status, one.Answer.Body, one.Answer.Location })]);
        await Many.ExecuteAsync(db, Free, [.. settled.Where(one => one.Answer is null).Select(one => new object?[] { one.Ticket.OwnerId, one.Ticket.Key })]);
    }
}
