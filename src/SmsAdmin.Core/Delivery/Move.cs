using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>One step of one message: a guarded statement and the timeline entry that goes with it.</summary>
/// <param name="Sql">Changes one row, or none where somebody else was first; <c>$1</c> is the message's id.</param>
/// <param name="GiveBack">Whose quota gets back what the message took; null where it keeps it.</param>
/// <param name="Audit">Where a person moved it.</param>
internal sealed record Move(
    Message Message, MessageState To, string Sql, object?[] Values, MessageEvent? Step, PlanLimits? GiveBack = null, AuditEntry? Audit = null);

/// <summary>Writes the moves of many messages together.</summary>
internal sealed class MoveWriter(GroupCommit commits, StatusCallbacks callbacks) : GroupWriter<Move, bool>(commits)
{
    protected internal override int Order => 1;

    /// <summary>Returns once the move is on the disk; false where the guard did not hold, and nothing was written.</summary>
    public new Task<bool> CommitAsync(Move move) => base.CommitAsync(move);

    protected override async Task<IReadOnlyList<bool>> WriteAsync(AppDb db, IReadOnlyList<Move> works)
    {
        var moved = new bool[works.Count];
        foreach (var same in Enumerable.Range(0, works.Count).GroupBy(i => works[i].Sql))
        {
            int[] places = [.. same];
            var changed = await Many.ExecuteAsync(db, same.Key, [.. places.Select(i => works[i].Values)]);
            foreach (var (place, rows) in places.Zip(changed)) moved[place] = rows > 0;
        }

        var done = works.Where((_, i) => moved[i]).ToList();
        await db.InsertAsync(done.Where(m => m.Step is not null).Select(StepOf).ToList());
        await db.InsertAsync(done.Where(m => m.Audit is not null).Select(m => m.Audit!).ToList());
        await callbacks.AddAsync(db, done.Where(m => m.Message.CallbackKind is not null).Select(m => new StatusNews(m.Message, m.To, m.Step)).ToList());
        await Reservations.GiveBackAsync(db, [.. done.Where(m => m.GiveBack is not null && m.Message is { IsTest: false, CountedAt: not null })
            .Select(m => new QuotaWish(m.GiveBack!, m.Message.CountedAt!.Value, 1, m.Message.Parts))]);
        return moved;
    }

    private static MessageEvent StepOf(Move move)
    {
        move.Step!.MessageId = move.Message.Id;
        move.Step.State ??= move.To;
        return move.Step;
    }
}
