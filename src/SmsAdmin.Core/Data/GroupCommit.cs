using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace SmsAdmin.Core.Data;

/// <summary>
/// One committer a process: what concurrent callers want written is gathered and committed together, so that a durable
/// commit does not cost each of them a flush of the disk, and is told once it is there. Who writes what is the <see cref="GroupWriter{TWork,TResult}"/>s'.
/// </summary>
public sealed class GroupCommit(IDbContextFactory<AppDb> databases) : IDisposable
{
    private const int MostTogether = 512;

    private readonly ConcurrentQueue<GroupEntry> _queue = new();
    private int _pumping;
    private AppDb? _kept;
    private Task _told = Task.CompletedTask;
    private volatile bool _isOver;
    private volatile DbException? _lost;

    /// <summary>Why nothing more is written until the program starts again; null while all is well.</summary>
    public string? Fault => _lost?.Message;

    internal void Add(GroupEntry entry)
    {
        _queue.Enqueue(entry);
        // Whoever finds nobody at the pump takes it; the others' work rides along.
        if (Interlocked.CompareExchange(ref _pumping, 1, 0) == 0) _ = PumpAsync();
    }

    private async Task PumpAsync()
    {
        do
        {
            await BehindOthersAsync();
            while (Next() is { Count: > 0 } group)
            {
                await CommitAsync(group);
                await BehindOthersAsync();
            }

            Volatile.Write(ref _pumping, 0);
            // Somebody may have queued between the look and the letting go, and seen the pump taken.
        }
        while (!_queue.IsEmpty && Interlocked.CompareExchange(ref _pumping, 1, 0) == 0);
    }

    // Whatever the processors have at hand goes first: with work waiting they bring more to write together, and with none
    // this costs nothing.
    private static Task BehindOthersAsync() => Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);

    private List<GroupEntry> Next()
    {
        var group = new List<GroupEntry>();
        for (var weight = 0; weight < MostTogether && _queue.TryDequeue(out var entry); weight += entry.Weight) group.Add(entry);
        return group;
    }

    private async Task CommitAsync(List<GroupEntry> group, int triesLeft = 3, bool isSecondLook = false)
    {
        if (_lost is { } lost)
        {
            foreach (var entry in group) entry.Fail(lost);
            return;
        }

        try
        {
            var before = _told;
            _told = TellAsync(group, await WriteAsync(group));
            // One ahead of the disk at most: meanwhile the next group grows, and shares what a commit costs.
            await before;
        }
        catch (DbException fault) when (group.Count > 1 && IsOfOneRow(fault))
        {
            // One of them cannot be written: in halves, until it stands alone and harms no neighbour.
            var half = group.Count / 2;
            await CommitAsync(group[..half]);
            await CommitAsync(group[half..]);
            return;
        }
        catch (DbException fault) when (!isSecondLook && IsOfOneRow(fault))
        {
            // Another instance may have written the same between this one's look and its insert. A second look finds that.
            await CommitAsync(group, triesLeft, isSecondLook: true);
            return;
        }
        catch (DbException fault) when (triesLeft > 0 && Conflict.Is(fault))
        {
            // Another instance wanted the same rows in another order, and won. Nothing of ours was written.
            await CommitAsync(group, triesLeft - 1, isSecondLook);
            return;
        }
        catch (Exception fault)
        {
            foreach (var entry in group) entry.Fail(fault);
        }
    }

    // Nobody hears yes before it is on the disk; the next group is written meanwhile. Where the disk fails, nobody knows what
    // it kept, and what is written after that would stand on it: only a new start reads what is really there.
    internal async Task TellAsync(List<GroupEntry> group, Task flush)
    {
        try
        {
            await flush;
        }
        catch (DbException fault)
        {
            _lost = fault;
            foreach (var entry in group) entry.Fail(fault);
            return;
        }

        foreach (var entry in group) entry.Complete();
    }

    /// <returns>Committed; what is returned ends when it is on the disk.</returns>
    private async Task<Task> WriteAsync(List<GroupEntry> group)
    {
        var db = Interlocked.Exchange(ref _kept, null) ?? await databases.CreateDbContextAsync();
        try
        {
            var isKept = await db.StayOpenAsync();
            await using (var transaction = await db.Database.BeginTransactionAsync())
            {
                foreach (var same in group.GroupBy(entry => entry.Writer).OrderBy(same => same.Key.Order)) await same.Key.WriteGroupAsync(db, [.. same]);
                await transaction.CommitAsync();
            }

            var flush = db.FlushAsync();
            if (isKept && !_isOver) _kept = db;
            return flush;
        }
        finally
        {
            // After a fault nobody knows what state it is in.
            if (_kept is null) await db.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _isOver = true;
        Interlocked.Exchange(ref _kept, null)?.Dispose();
    }

    // SQLite's constraint violations have no SQLSTATE, the standard's classes 22 and 23 are data and constraints.
    private static bool IsOfOneRow(DbException fault) =>
        fault is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } || fault.SqlState is ['2', '2' or '3', ..];
}

/// <summary>One caller's part of a group.</summary>
internal abstract class GroupEntry(GroupWriter writer, int weight)
{
    public GroupWriter Writer { get; } = writer;

    public int Weight { get; } = weight;

    /// <summary>Tells the caller, once it is on the disk.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception fault);
}

/// <summary>Writes one kind of thing, for all who want it at once.</summary>
public abstract class GroupWriter
{
    internal GroupWriter()
    {
    }

    /// <summary>Lower ones write first within a group.</summary>
    protected internal abstract int Order { get; }

    internal abstract Task WriteGroupAsync(AppDb db, IReadOnlyList<GroupEntry> entries);
}

/// <summary>Writes one kind of thing in the group commit. Each caller gets a result of its own, after the commit.</summary>
public abstract class GroupWriter<TWork, TResult>(GroupCommit commits) : GroupWriter
{
    /// <summary>Returns when the work is on the disk, with what came of it.</summary>
    /// <exception cref="DbException">Storage refused it; nothing of it was written.</exception>
    protected Task<TResult> CommitAsync(TWork work)
    {
        var entry = new Entry(this, work, WeightOf(work));
        commits.Add(entry);
        return entry.Outcome.Task;
    }

    /// <summary>How many rows it writes, roughly: so that no group grows without bounds.</summary>
    protected virtual int WeightOf(TWork work) => 1;

    /// <summary>Writes all of it inside the group's transaction; the results stand in the order of the works.</summary>
    protected abstract Task<IReadOnlyList<TResult>> WriteAsync(AppDb db, IReadOnlyList<TWork> works);

    internal sealed override async Task WriteGroupAsync(AppDb db, IReadOnlyList<GroupEntry> entries)
    {
        var results = await WriteAsync(db, [.. entries.Cast<Entry>().Select(entry => entry.Work)]);
        for (var i = 0; i < results.Count; i++) ((Entry)entries[i]).Result = results[i];
    }

    private sealed class Entry(GroupWriter writer, TWork work, int weight) : GroupEntry(writer, weight)
    {
        public TWork Work { get; } = work;

        public TResult? Result { get; set; }

        // Callers go on elsewhere: their next steps must not run on the pump.
        public TaskCompletionSource<TResult> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Complete() => Outcome.TrySetResult(Result!);

        public override void Fail(Exception fault) => Outcome.TrySetException(fault);
    }
}
