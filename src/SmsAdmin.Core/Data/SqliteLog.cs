using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace SmsAdmin.Core.Data;

/// <summary>
/// Flushes the write-ahead log beside the committer: while one group goes to the disk, the next is written already. A group is
/// durable once a flush that began after its commit has ended, for all that stands before it in the log is then on the disk
/// too; and a page that reached the log half is known by its checksum, so that the log ends before it.
/// </summary>
internal sealed class SqliteLog : IDisposable
{
    // SQLITE_IOERR_FSYNC: https://sqlite.org/rescode.html
    private const int IoError = 10;
    private const int IoErrorOfFlush = 1034;

    private readonly BlockingCollection<TaskCompletionSource> _asked = [];
    private readonly SafeFileHandle _file;
    private readonly Thread _thread;

    /// <param name="database">The database's file, with its log open: SQLite locks the former alone, so that a handle of our own on the latter is free to come and go.</param>
    public SqliteLog(string database)
    {
        _file = File.OpenHandle($"{database}-wal", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        // It does nothing but wait for the disk, and the pool's threads have better to do.
        _thread = new Thread(Run) { IsBackground = true, Name = "SQLite log" };
        _thread.Start();
    }

    /// <summary>Returns when everything that was committed before the call is on the disk.</summary>
    /// <exception cref="SqliteException">The disk did not take it; what was committed since the last flush may be lost.</exception>
    public Task FlushAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked.Add(done);
        return done.Task;
    }

    public void Dispose()
    {
        _asked.CompleteAdding();
        _thread.Join();
        _file.Dispose();
        _asked.Dispose();
    }

    private void Run()
    {
        foreach (var first in _asked.GetConsumingEnumerable())
        {
            // Whoever asked while the last one ran shares this one.
            List<TaskCompletionSource> together = [first];
            while (_asked.TryTake(out var more)) together.Add(more);
            try
            {
                RandomAccess.FlushToDisk(_file);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                var lost = new SqliteException($"The disk did not take what was committed: {fault.Message}", IoError, IoErrorOfFlush);
                foreach (var one in together) one.SetException(lost);
                continue;
            }

            foreach (var one in together) one.SetResult();
        }
    }
}
