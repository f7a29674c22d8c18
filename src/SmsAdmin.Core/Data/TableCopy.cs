using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace SmsAdmin.Core.Data;

/// <summary>One table on its way from SQLite to PostgreSQL, as the models of both describe it: whatever is added to the model goes along.</summary>
public abstract class TableCopy
{
    private readonly IEntityType _type;

    private protected TableCopy(IEntityType type) => _type = type;

    public string Table => _type.GetTableName()!;

    /// <summary>Every table that both engines have, the referred to before those that refer to it.</summary>
    public static IReadOnlyList<TableCopy> All(SqliteDb source, PostgresDb target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        return
        [
            .. source.Model.GetEntityTypes().Select(type => target.Model.FindEntityType(type.Name)!)
                .OrderBy(Height).ThenBy(type => type.GetTableName(), StringComparer.Ordinal)
                .Select(type => (TableCopy)Activator.CreateInstance(typeof(TableCopy<>).MakeGenericType(type.ClrType), type)!),
        ];
    }

    /// <summary>How many rows a database holds of it.</summary>
    public async Task<long> CountAsync(AppDb db, CancellationToken ct)
    {
        await using var command = Command(db, $"SELECT count(*) FROM \"{Table}\"");
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }

    /// <summary>Copies all rows in the order of their key, in both contexts' open transactions. What the target numbers goes on behind the highest number.</summary>
    /// <param name="copied">Hears now and then how many rows are over.</param>
    public async Task CopyAsync(SqliteDb source, PostgresDb target, Action<long> copied, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(copied);
        await WriteAsync(source, target, copied, ct);
        foreach (var number in _type.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.OnAdd && (p.ClrType == typeof(int) || p.ClrType == typeof(long))))
        {
            var column = number.GetColumnName();
            await using var command = Command(target,
                $"""SELECT setval(pg_get_serial_sequence('"{Table}"', '{column}'), coalesce(max("{column}"), 0) + 1, false) FROM "{Table}" """);
            await command.ExecuteScalarAsync(ct);
        }
    }

    private protected abstract Task WriteAsync(SqliteDb source, PostgresDb target, Action<long> copied, CancellationToken ct);

    private static DbCommand Command(AppDb db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    private static int Height(IEntityType type) =>
        type.GetForeignKeys().Where(key => key.PrincipalEntityType != type).Select(key => Height(key.PrincipalEntityType) + 1).DefaultIfEmpty(0).Max();
}

/// <summary>The same, for what its rows are read as. Made by <see cref="TableCopy.All"/>.</summary>
/// <param name="type">As PostgreSQL's model has it.</param>
internal sealed class TableCopy<TEntity>(IEntityType type) : TableCopy(type)
    where TEntity : class
{
    private const int TellEvery = 1_000;

    private readonly IReadOnlyList<Column> _columns = [.. type.GetProperties().Select(Column.Of)];
    private readonly IReadOnlyList<string> _key = [.. type.FindPrimaryKey()!.Properties.Select(property => property.Name)];

    private protected override async Task WriteAsync(SqliteDb source, PostgresDb target, Action<long> copied, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)target.Database.GetDbConnection();
        var names = string.Join(", ", _columns.Select(column => $"\"{column.Name}\""));
        await using var writer = await connection.BeginBinaryImportAsync($"COPY \"{Table}\" ({names}) FROM STDIN (FORMAT BINARY)", ct);
        long rows = 0;
        await foreach (var entity in InOrder(source.Set<TEntity>().AsNoTracking()).AsAsyncEnumerable().WithCancellation(ct))
        {
            await writer.StartRowAsync(ct);
            foreach (var column in _columns)
            {
                if (column.Value(entity) is { } value) await writer.WriteAsync(value, column.StoreType, ct);
                else await writer.WriteNullAsync(ct);
            }

            if (++rows % TellEvery == 0) copied(rows);
        }

        await writer.CompleteAsync(ct);
        copied(rows);
    }

    private IQueryable<TEntity> InOrder(IQueryable<TEntity> rows) =>
        _key.Skip(1).Aggregate(rows.OrderBy(row => EF.Property<object>(row, _key[0])), (ordered, name) => ordered.ThenBy(row => EF.Property<object>(row, name)));

    /// <param name="StoreType">As PostgreSQL calls it.</param>
    /// <param name="Value">What is stored of an entity.</param>
    private sealed record Column(string Name, string StoreType, Func<object, object?> Value)
    {
        // PostgreSQL has no text with a zero byte in it; SQLite has.
        private const char Zero = '\0';
        private const char PictureOfZero = '\u2400';

        public static Column Of(IProperty property)
        {
            var mapping = property.GetRelationalTypeMapping();
            var (getter, converter) = (property.GetGetter(), mapping.Converter);
            return new Column(property.GetColumnName(), mapping.StoreType, entity =>
            {
                var value = getter.GetClrValue(entity);
                var stored = converter is null ? value : converter.ConvertToProvider(value);
                return stored is string text ? text.Replace(Zero, PictureOfZero) : stored;
            });
        }
    }
}
