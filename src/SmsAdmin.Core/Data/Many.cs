using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace SmsAdmin.Core.Data;

/// <summary>One statement for many rows, inside the caller's transaction: prepared once, or sent in one go where the engine can.</summary>
public static class Many
{
    /// <summary>Runs <paramref name="sql"/> once for each row of values, which stand in it as <c>$1</c>, <c>$2</c> and so on.</summary>
    /// <returns>For each row, how many rows of the table it changed.</returns>
    public static async Task<int[]> ExecuteAsync(AppDb db, string sql, IReadOnlyList<object?[]> rows)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) return [];
        await db.Database.OpenConnectionAsync();
        try
        {
            var connection = db.Database.GetDbConnection();
            var transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            return connection.CanCreateBatch
                ? await TogetherAsync(db, connection, transaction, sql, rows)
                : await PreparedAsync(db, connection, transaction, sql, rows);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    // A server: one round trip for all of them.
    private static async Task<int[]> TogetherAsync(AppDb db, DbConnection connection, DbTransaction? transaction, string sql, IReadOnlyList<object?[]> rows)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var row in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            foreach (var value in row)
            {
                var parameter = command.CreateParameter();
                parameter.Value = Plain(db, value);
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync();
        return [.. batch.BatchCommands.Select(command => command.RecordsAffected)];
    }

    // In our own process: no round trip to save, only the parsing.
    private static async Task<int[]> PreparedAsync(AppDb db, DbConnection connection, DbTransaction? transaction, string sql, IReadOnlyList<object?[]> rows)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        for (var i = 0; i < rows[0].Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"${i + 1}";
            command.Parameters.Add(parameter);
        }

        var changed = new int[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            for (var column = 0; column < rows[i].Length; column++) command.Parameters[column].Value = Plain(db, rows[i][column]);
            changed[i] = await command.ExecuteNonQueryAsync();
        }

        return changed;
    }

    private static object Plain(AppDb db, object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => db.Stored(instant),
        Enum number => Convert.ToInt32(number, null),
        _ => value,
    };
}
