using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Messaging;

/// <summary>A caller's own name for a submission of one message, by which it is taken once, for ever.</summary>
public sealed record CallerKey(Guid CallerId, string Key);

/// <summary>Keeps the names of what is taken once, in the transaction of the messages; the database decides who is first.</summary>
internal static class CallerKeys
{
    private const string Claim = """INSERT INTO "TakenOnce" ("CallerId", "Key", "MessageId", "TakenAt") VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING""";
    private const string Release = """DELETE FROM "TakenOnce" WHERE "CallerId" = $1 AND "Key" = $2""";

    /// <summary>Claims the names of these; where another has one already, it comes back with what became of that one then.</summary>
    public static async Task<Dictionary<Acceptance, AcceptanceResult>> ClaimAsync(AppDb db, IReadOnlyList<Acceptance> works)
    {
        var taken = new Dictionary<Acceptance, AcceptanceResult>(ReferenceEqualityComparer.Instance);
        // In one order in every instance, so that two of them do not wait for each other.
        var named = works.Where(w => w.Key is not null).OrderBy(w => w.Key!.Key, StringComparer.Ordinal).ToList();
        if (named.Count == 0) return taken;
        var claimed = await Many.ExecuteAsync(db, Claim, named.ConvertAll(w => new object?[] { w.Key!.CallerId, w.Key.Key, w.Messages[0].Id, w.Submission.CreatedAt }));
        var late = named.Where((_, i) => claimed[i] == 0).ToLookup(w => w.Key!);
        if (late.Count == 0) return taken;
        var (callers, keys) = (late.Select(same => same.Key.CallerId).Distinct().ToList(), late.Select(same => same.Key.Key).ToList());
        var firsts = await (
            from once in db.TakenOnce
            join message in db.Messages on once.MessageId equals message.Id
            where callers.Contains(once.CallerId) && keys.Contains(once.Key)
            select new { once.CallerId, once.Key, Message = message }).AsNoTracking().ToListAsync();
        foreach (var first in firsts)
        {
            foreach (var again in late[new CallerKey(first.CallerId, first.Key)])
                taken[again] = new AcceptanceResult(first.Message.SubmissionId, first.Message.CreatedAt, [new MessageFate(first.Message, true)], IsRepeat: true);
        }

        return taken;
    }

    /// <summary>Lets go of the names of those that were refused: handed in again they are judged anew.</summary>
    public static Task ReleaseAsync(AppDb db, IEnumerable<Acceptance> refused) =>
        Many.ExecuteAsync(db, Release, [.. refused.Where(w => w.Key is not null).Select(w => new object?[] { w.Key!.CallerId, w.Key.Key })]);
}
