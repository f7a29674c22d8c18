using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SmsAdmin.Core.Data;

/// <summary>
/// A statement that stays prepared with its connection, on SQLite's own interface: the platform's commands parse it anew
/// and look up each parameter by its name, which costs more than the rows of a busy queue themselves.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int LongestOnStack = 170;
    private const int BytesOfGuid = 36;

    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;

    /// <param name="sql">Values stand in it as <c>$1</c>, <c>$2</c> and so on.</param>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(_connection, sql, out _statement));
        // SQLite numbers such parameters in the order in which they occur.
        _places = [.. Enumerable.Range(1, raw.sqlite3_bind_parameter_count(_statement)).Select(i => raw.sqlite3_bind_parameter_index(_statement, $"${i}"))];
    }

    /// <summary>Runs it once.</summary>
    /// <returns>How many rows of the table it changed, and the number that it returned first, if any.</returns>
    public (int Changed, long? First) Run(object?[] values)
    {
        for (var i = 0; i < _places.Length; i++) Check(Bind(_places[i], values[i]));
        long? first = null;
        int said;
        while ((said = raw.sqlite3_step(_statement)) == raw.SQLITE_ROW) first ??= raw.sqlite3_column_int64(_statement, 0);
        // The fault of a step is told once more by the reset that it needs.
        raw.sqlite3_reset(_statement);
        Check(said == raw.SQLITE_DONE ? raw.SQLITE_OK : said);
        return (raw.sqlite3_changes(_connection), first);
    }

    public void Dispose() => _statement.Dispose();

    // As the platform's own layer stores them, so that both read what the other wrote.
    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => BindText(place, text),
        Guid id => BindId(place, id),
        DateTimeOffset instant => raw.sqlite3_bind_int64(_statement, place, Instants.ToMicroseconds(instant)),
        int number => raw.sqlite3_bind_int64(_statement, place, number),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        bool yes => raw.sqlite3_bind_int64(_statement, place, yes ? 1 : 0),
        Enum word => raw.sqlite3_bind_int64(_statement, place, Convert.ToInt64(word, null)),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        double number => raw.sqlite3_bind_double(_statement, place, number),
        _ => throw new NotSupportedException($"A value of type {value.GetType().Name}."),
    };

    private int BindText(int place, string text)
    {
        if (text.Length is 0 or > LongestOnStack) return raw.sqlite3_bind_text(_statement, place, text);
        Span<byte> utf8 = stackalloc byte[LongestOnStack * 3];
        return raw.sqlite3_bind_text(_statement, place, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    private int BindId(int place, Guid id)
    {
        Span<byte> utf8 = stackalloc byte[BytesOfGuid];
        id.TryFormat(utf8, out _);
        Ascii.ToUpperInPlace(utf8, out _);
        return raw.sqlite3_bind_text(_statement, place, utf8);
    }

    private void Check(int said) => SqliteException.ThrowExceptionForRC(said, _connection);
}
