using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Somebody who wants the next messages of a plan.</summary>
/// <param name="Fence">Of the plan's lease: an old holder gets nothing.</param>
/// <param name="Spared">A lane that goes before its turn, because it was passed over for long; null for the lanes' order alone.</param>
internal sealed record ClaimWish(Guid PlanId, long Fence, int Most, DateTimeOffset At, DateTimeOffset Until, Lane? Spared);

/// <summary>Takes messages for sending, by lane, then by age. Nobody else gets the same ones.</summary>
internal sealed class Claims(GroupCommit commits) : GroupWriter<ClaimWish, IReadOnlyList<Message>>(commits)
{
    private static readonly Dictionary<Lane, string> OfOne = Enum.GetValues<Lane>().ToDictionary(lane => lane, lane => Sql([lane]));
    private static readonly string OfAll = Sql(Enum.GetValues<Lane>());

    // After the acceptances of the same group, so that they need not wait for the next.
    protected internal override int Order => 3;

    public new Task<IReadOnlyList<Message>> CommitAsync(ClaimWish wish) => base.CommitAsync(wish);

    protected override async Task<IReadOnlyList<IReadOnlyList<Message>>> WriteAsync(AppDb db, IReadOnlyList<ClaimWish> works)
    {
        var claimed = new List<IReadOnlyList<Message>>(works.Count);
        foreach (var wish in works)
        {
            var messages = wish.Spared is { } lane ? await TakeAsync(db, wish with { Most = 1 }, OfOne[lane]) : [];
            if (messages.Count < wish.Most) messages.AddRange(await TakeAsync(db, wish with { Most = wish.Most - messages.Count }, OfAll));
            claimed.Add(messages);
        }

        return claimed;
    }

    private static async Task<List<Message>> TakeAsync(AppDb db, ClaimWish wish, string sql)
    {
        var found = await db.Messages.FromSqlRaw(sql, wish.PlanId, wish.Fence, wish.Most, db.Stored(wish.At), db.Stored(wish.Until)).AsNoTracking().ToListAsync();
        return [.. found.OrderBy(m => m.Lane).ThenBy(m => m.DueAt).ThenBy(m => m.Id)];
    }

    // A look into the index for each lane, so that what waits for later in one lane is not waded through. What was put off
    // between the look and the claim is looked at again in the claim itself.
    private static string Sql(Lane[] lanes)
    {
        var next = string.Join(" UNION ALL ", lanes.Select(lane =>
            $$"""
            SELECT * FROM (SELECT "Id", "Lane", "DueAt" FROM "Messages" WHERE "PlanId" = {0} AND "State" = 0 AND "Lane" = {{(int)lane}} AND "DueAt" <= {3}
            AND "CountedAt" IS NOT NULL ORDER BY "DueAt", "Id" LIMIT {2}) AS "Lane{{(int)lane}}"
            """));
        return
            $$"""
            UPDATE "Messages" SET "State" = 1, "LeasedUntil" = {4}, "ClaimFence" = {1}, "Attempts" = "Attempts" + 1, "Claims" = "Claims" + 1, "ChangedAt" = {3}
            WHERE "State" = 0 AND "DueAt" <= {3} AND "CountedAt" IS NOT NULL
            AND "Id" IN (SELECT "Id" FROM ({{next}}) AS "Next" ORDER BY "Lane", "DueAt", "Id" LIMIT {2})
            AND EXISTS (SELECT 1 FROM "PlanLeases" WHERE "PlanId" = {0} AND "Fence" = {1})
            RETURNING *
            """;
    }
}
