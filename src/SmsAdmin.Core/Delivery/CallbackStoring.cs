using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Delivery;

/// <summary>Stores callbacks that arrive together in one commit, so that a flood of them does not wait for the disk one by one.</summary>
public sealed class CallbackStoring(GroupCommit commits) : GroupWriter<RawCallback, bool>(commits)
{
    protected internal override int Order => 0;

    public new Task<bool> CommitAsync(RawCallback callback) => base.CommitAsync(callback);

    protected override async Task<IReadOnlyList<bool>> WriteAsync(AppDb db, IReadOnlyList<RawCallback> works)
    {
        var stored = await db.InsertAsync(works);
        return [.. stored.Select(rows => rows > 0)];
    }
}
