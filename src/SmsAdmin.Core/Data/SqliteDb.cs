using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SmsAdmin.Core.Data;

/// <summary>The ground on SQLite: one file, write-ahead log, a commit is on the disk before it is answered.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : AppDb(options)
{
    // The cache in KiB: the upper levels of the indexes of some million messages. A commit is flushed by <see cref="SqliteLog"/>.
    private const string OfCommitter = "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 8000; PRAGMA synchronous = NORMAL";

    private Dictionary<string, SqliteStatement>? _statements;
    private SqliteLog? _log;

    public override string Engine => "SQLite";

    public override string MicrosecondsBetween(string from, string to) => $"({to} - {from})";

    // One process has the file, and a write transaction has it to itself from its beginning on.
    public override Task AloneAsync(Func<Task> work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work();
    }

    public override async Task<bool> TryAloneAsync(string name, Func<Task> work, CancellationToken ct)
    {
        await AloneAsync(work, ct);
        return true;
    }

    public override Task HoldAsync(string name, CancellationToken ct) => Task.CompletedTask;

    // No server that could be gone meanwhile; and pages and statements stay at hand.
    internal override async Task<bool> StayOpenAsync()
    {
        if (_statements is not null) return true;
        await Database.OpenConnectionAsync();
        await Database.ExecuteSqlRawAsync(OfCommitter);
        _log = new SqliteLog(Database.GetDbConnection().DataSource);
        _statements = new(StringComparer.Ordinal);
        return true;
    }

    internal override Task FlushAsync() => _log?.FlushAsync() ?? Task.CompletedTask;

    internal override async Task<IReadOnlyList<(int Changed, long? First)>> RunManyAsync(string sql, IReadOnlyList<object?[]> rows)
    {
        await Database.OpenConnectionAsync();
        try
        {
            if (_statements is null)
            {
                using var once = new SqliteStatement((SqliteConnection)Database.GetDbConnection(), sql);
                return [.. rows.Select(once.Run)];
            }

            if (!_statements.TryGetValue(sql, out var statement)) _statements[sql] = statement = new SqliteStatement((SqliteConnection)Database.GetDbConnection(), sql);
            return [.. rows.Select(statement.Run)];
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    public override void Dispose()
    {
        LetGo();
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        LetGo();
        return base.DisposeAsync();
    }

    // The context goes back to its pool and the connection to another: none of ours may go along.
    private void LetGo()
    {
        if (_statements is null) return;
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements = null;
        _log?.Dispose();
        _log = null;
        Database.CloseConnection();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // LIKE is blind to case here, for the letters of ASCII.
        builder.HasDbFunction(((Func<string?, string, bool>)Fits).Method)
            .HasTranslation(args => new LikeExpression(args[0], args[1], new SqlConstantExpression("\\", args[1].TypeMapping), args[1].TypeMapping));
    }
    public override object Stored(DateTimeOffset instant) => Instants.ToMicroseconds(instant);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        // EF's SQLite provider cannot order instants, so they are integers: microseconds since 1970, in UTC.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Microseconds>();
    }

    /// <summary>Points the options at a database file, with durable commits.</summary>
    public static void Configure(DbContextOptionsBuilder options, string file) => options
        .UseSqlite($"Data Source={file}", sqlite => sqlite.MigrationsHistoryTable("__Migrations"))
        .AddInterceptors(DurableConnection.Instance);

    /// <summary>A database file that lies apart from the program's own.</summary>
    /// <param name="isPooled">False where the file is moved or removed right after.</param>
    public static SqliteDb Open(string file, bool isPooled = true)
    {
        var options = new DbContextOptionsBuilder<SqliteDb>();
        Configure(options, isPooled ? file : $"{file};Pooling=False");
        return new SqliteDb(options.Options);
    }

    private sealed class Microseconds() : ValueConverter<DateTimeOffset, long>(
        instant => Instants.ToMicroseconds(instant), stored => Instants.FromMicroseconds(stored));

    /// <summary>SQLite keeps <c>synchronous</c> and <c>busy_timeout</c> by connection, not in the file.</summary>
    private sealed class DurableConnection : DbConnectionInterceptor
    {
        public static readonly DurableConnection Instance = new();

        private const string Pragmas =
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA secure_delete = ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

/// <summary>What <c>dotnet ef</c> asks when a migration is made.</summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteDb>();
        SqliteDb.Configure(options, "design.db");
        return new SqliteDb(options.Options);
    }
}
