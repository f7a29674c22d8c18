using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Delivery;

/// <summary>A callback that was looked at.</summary>
public sealed record SettledCallback(Guid Id, (CallbackState State, string? BatchId) Outcome, DateTimeOffset At);

/// <summary>Writes down what became of many callbacks together.</summary>
public sealed class CallbackSettling(GroupCommit commits) : GroupWriter<SettledCallback, bool>(commits)
{
    protected internal override int Order => 1;

    public new Task<bool> CommitAsync(SettledCallback callback) => base.CommitAsync(callback);

    protected override async Task<IReadOnlyList<bool>> WriteAsync(AppDb db, IReadOnlyList<SettledCallback> works)
    {
        const string Settle = """UPDATE "Callbacks" SET "State" = $2, "BatchId" = $3, "AppliedAt" = $4 WHERE "Id" = $1""";
        var changed = await Many.ExecuteAsync(db, Settle, [.. works.Select(w => new object?[] { w.Id, w.Outcome.State, w.Outcome.BatchId, w.At })]);
        return [.. changed.Select(rows => rows > 0)];
    }
}
