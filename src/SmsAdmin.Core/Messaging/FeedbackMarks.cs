using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Messaging;

/// <summary>Where it stands that Sinch is to be told of a use.</summary>
public enum FeedbackOf
{
    Message,
    Verification,
}

/// <summary>The instant at which Sinch is to be told of a use, moved from where it was seen; to null where nothing is left to tell.</summary>
public sealed record FeedbackMark(FeedbackOf Of, Guid Id, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>Moves many such instants together. Whoever moves one from where it stood has it.</summary>
public sealed class FeedbackMarks(GroupCommit commits) : GroupWriter<FeedbackMark, bool>(commits)
{
    protected internal override int Order => 6;

    /// <returns>Of each, in their order, whether it still stood where it was seen.</returns>
    public Task<bool[]> MoveAsync(IEnumerable<FeedbackMark> marks) => Task.WhenAll(marks.Select(CommitAsync));

    protected override async Task<IReadOnlyList<bool>> WriteAsync(AppDb db, IReadOnlyList<FeedbackMark> works)
    {
        var moved = new bool[works.Count];
        foreach (var table in Enumerable.Range(0, works.Count).GroupBy(place => works[place].Of))
        {
            // In one order, so that two instances do not wait for each other.
            var places = table.OrderBy(place => works[place].Id).ToList();
            var sql = $"""UPDATE "{table.Key}s" SET "FeedbackDueAt" = $3 WHERE "Id" = $1 AND "FeedbackDueAt" = $2""";
            var changed = await Many.ExecuteAsync(db, sql, places.ConvertAll(place => new object?[] { works[place].Id, works[place].From, works[place].To }));
            foreach (var (place, rows) in places.Zip(changed)) moved[place] = rows > 0;
        }

        return moved;
    }
}
