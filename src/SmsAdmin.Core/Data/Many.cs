namespace SmsAdmin.Core.Data;

/// <summary>One statement for many rows, inside the caller's transaction: prepared once, or sent in one go, as the engine can.</summary>
public static class Many
{
    /// <summary>Runs <paramref name="sql"/> once for each row of values, which stand in it as <c>$1</c>, <c>$2</c> and so on.</summary>
    /// <returns>For each row, how many rows of the table it changed.</returns>
    public static async Task<int[]> ExecuteAsync(AppDb db, string sql, IReadOnlyList<object?[]> rows) =>
        [.. (await RunAsync(db, sql, rows)).Select(row => row.Changed)];

    /// <summary>The same for a statement that returns a number.</summary>
    /// <returns>The number for each row; null where it returned none.</returns>
    public static async Task<long?[]> ReadAsync(AppDb db, string sql, IReadOnlyList<object?[]> rows) =>
        [.. (await RunAsync(db, sql, rows)).Select(row => row.First)];

    private static async Task<IReadOnlyList<(int Changed, long? First)>> RunAsync(AppDb db, string sql, IReadOnlyList<object?[]> rows)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Count == 0 ? [] : await db.RunManyAsync(sql, rows);
    }
}
