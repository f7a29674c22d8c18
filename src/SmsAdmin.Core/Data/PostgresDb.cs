using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace SmsAdmin.Core.Data;

/// <summary>The ground on PostgreSQL: several instances stand on it, and it holds their key ring, closed by what lies outside.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : AppDb(options)
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(10);

    public DbSet<RingElement> KeyRing => Set<RingElement>();

    public override string Engine => "PostgreSQL";

    public override string MicrosecondsBetween(string from, string to) => $"CAST(EXTRACT(EPOCH FROM ({to} - {from})) * 1000000 AS bigint)";

    public override object Stored(DateTimeOffset instant) => Instants.Truncated(instant);

    /// <summary>The server's clock, now and not at the beginning of a transaction.</summary>
    public static Task<DateTimeOffset> NowAsync(AppDb db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.SqlQuery<DateTimeOffset>($"SELECT clock_timestamp() AS \"Value\"").SingleAsync(ct);
    }

    public override async Task AloneAsync(Func<Task> work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        // The lock is the connection's: it ends with it, however the instance ends.
        await Database.OpenConnectionAsync(ct);
        try
        {
            var patience = Database.GetCommandTimeout();
            Database.SetCommandTimeout(LongestTurn);
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_lock(hashtextextended('SmsAdmin', 0))", ct);
            Database.SetCommandTimeout(patience);
            await work();
        }
        finally
        {
            if (Database.GetDbConnection().State == System.Data.ConnectionState.Open)
                await Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock_all()", CancellationToken.None);
            await Database.CloseConnectionAsync();
        }
    }

    public override async Task<bool> TryAloneAsync(string name, Func<Task> work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        await Database.OpenConnectionAsync(ct);
        try
        {
            if (!await Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock(hashtextextended({name}, 2)) AS \"Value\"").SingleAsync(ct)) return false;
            await work();
            return true;
        }
        finally
        {
            if (Database.GetDbConnection().State == System.Data.ConnectionState.Open)
                await Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock_all()", CancellationToken.None);
            await Database.CloseConnectionAsync();
        }
    }

    public override Task HoldAsync(string name, CancellationToken ct) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 1))", ct);

    internal override Task<List<Guid>> HoldPlansAsync(IReadOnlyCollection<Guid> planIds)
    {
        Guid[] ids = [.. planIds];
        return Database.SqlQuery<Guid>($"SELECT \"Id\" AS \"Value\" FROM \"Plans\" WHERE \"Id\" = ANY({ids}) FOR KEY SHARE").ToListAsync();
    }

    // One round trip for all of them.
    internal override async Task<IReadOnlyList<(int Changed, long? First)>> RunManyAsync(string sql, IReadOnlyList<object?[]> rows)
    {
        await Database.OpenConnectionAsync();
        try
        {
            await using var batch = (NpgsqlBatch)Database.GetDbConnection().CreateBatch();
            batch.Transaction = (NpgsqlTransaction?)Database.CurrentTransaction?.GetDbTransaction();
            foreach (var row in rows)
            {
                var command = new NpgsqlBatchCommand(sql);
                foreach (var value in row) command.Parameters.Add(new NpgsqlParameter { Value = Plain(value) });
                batch.BatchCommands.Add(command);
            }

            var first = new long?[rows.Count];
            await using (var reader = await batch.ExecuteReaderAsync())
            {
                for (var i = 0; reader.FieldCount > 0; i++)
                {
                    if (await reader.ReadAsync()) first[i] = Convert.ToInt64(reader.GetValue(0), null);
                    if (!await reader.NextResultAsync()) break;
                }
            }

            return [.. first.Select((number, i) => (batch.BatchCommands[i].RecordsAffected, number))];
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    private static object Plain(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => Instants.Truncated(instant),
        Enum word => Convert.ToInt32(word, null),
        _ => value,
    };

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<RingElement>().HasIndex(e => e.ClosedBy);
        // What ILIKE calls, as a function.
        builder.HasDbFunction(((Func<string?, string, bool>)Fits).Method).HasName("texticlike").IsBuiltIn();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        // timestamptz counts microseconds, in UTC: cut here as on SQLite, so that what is compared is what is stored.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Microseconds>();
    }

    /// <summary>Where connections come from. Statements that come again are prepared by themselves.</summary>
    public static NpgsqlDataSource Source(string connectionString)
    {
        var source = new NpgsqlDataSourceBuilder(connectionString);
        var given = source.ConnectionStringBuilder;
        given.ApplicationName ??= "SmsAdmin";
        if (!given.ContainsKey("Max Auto Prepare")) given.MaxAutoPrepare = 100;
        return source.Build();
    }

    public static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource source) => options
        .UseNpgsql(source, postgres => postgres
            .MigrationsHistoryTable("__Migrations")
            // Npgsql's own wraps what a dead server throws; here it is a DbException, as on SQLite.
            .ExecutionStrategy(dependencies => new NonRetryingExecutionStrategy(dependencies)));

    private sealed class Microseconds() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        instant => Instants.Truncated(instant), stored => stored);
}

/// <summary>What <c>dotnet ef</c> asks when a migration is made.</summary>
public sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresDb>();
        PostgresDb.Configure(options, PostgresDb.Source("Host=design"));
        return new PostgresDb(options.Options);
    }
}
