using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SmsAdmin.Core.Data;

/// <summary>
/// Copies a SQLite database while others write to it, as it was at one instant. The pages are read inside one open
/// read transaction, so writers of the write-ahead log never wait for it and never make it begin anew.
/// </summary>
public static class SqliteCopy
{
    private const int PagesAtOnce = 512;

    /// <param name="copied">Hears now and then how many bytes of how many are over.</param>
    public static async Task MakeAsync(string from, string to, Action<long, long>? copied, CancellationToken ct)
    {
        await using var source = await OpenAsync(from, SqliteOpenMode.ReadWrite, ct);
        await using var target = await OpenAsync(to, SqliteOpenMode.ReadWriteCreate, ct);
        await RunAsync(source, "BEGIN", ct);
        // The snapshot is taken by the first look, not by BEGIN.
        await AskAsync(source, "SELECT count(*) FROM sqlite_master", ct);
        var page = Convert.ToInt64(await AskAsync(source, "PRAGMA page_size", ct), CultureInfo.InvariantCulture);
        await Task.Run(() => Copy(source, target, page, copied, ct), ct);
        await RunAsync(source, "COMMIT", ct);
    }

    /// <summary>What SQLite's own check finds wrong with a file; null for nothing.</summary>
    public static async Task<string?> FaultAsync(string file, CancellationToken ct)
    {
        await using var connection = await OpenAsync(file, SqliteOpenMode.ReadWrite, ct);
        var said = (string?)await AskAsync(connection, "PRAGMA integrity_check(1)", ct);
        return said == "ok" ? null : said;
    }

    /// <summary>How many rows each table holds.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CountAsync(string file, CancellationToken ct)
    {
        await using var connection = await OpenAsync(file, SqliteOpenMode.ReadWrite, ct);
        var tables = new List<string>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) tables.Add(reader.GetString(0));
        }

        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables)
            counts[table] = Convert.ToInt64(await AskAsync(connection, $"SELECT count(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", ct), CultureInfo.InvariantCulture);
        return counts;
    }

    private static void Copy(SqliteConnection source, SqliteConnection target, long page, Action<long, long>? copied, CancellationToken ct)
    {
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup is null || backup.IsInvalid) SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(target.Handle), target.Handle);
        int said;
        do
        {
            ct.ThrowIfCancellationRequested();
            said = raw.sqlite3_backup_step(backup, PagesAtOnce);
            if (said is not (raw.SQLITE_OK or raw.SQLITE_DONE)) SqliteException.ThrowExceptionForRC(said, target.Handle);
            var all = raw.sqlite3_backup_pagecount(backup);
            copied?.Invoke((all - raw.sqlite3_backup_remaining(backup)) * page, all * page);
        }
        while (said != raw.SQLITE_DONE);
    }

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken ct)
    {
        // Not pooled: the files are moved and removed right after.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<object?> AskAsync(SqliteConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(ct);
    }

    private static async Task RunAsync(SqliteConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }
}
