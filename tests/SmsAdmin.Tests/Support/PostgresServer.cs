using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmsAdmin.Core.Data;
using SmsAdmin.Tests.Deployment;

namespace SmsAdmin.Tests.Support;

/// <summary>
/// The PostgreSQL of this run: the one that <c>SMSADMIN_TEST_POSTGRES</c> names, else one of its own, which ends with the
/// tests. A machine without it fails the tests that need it.
/// </summary>
internal static class PostgresServer
{
    // Held for as long as the tests run: collected, its input would close.
    private static Process? _own;

    private static readonly Lazy<Task<string>> Server = new(StartAsync);
    private static readonly Lazy<Task<string>> Template = new(MigrateAsync);

    /// <summary>Makes a database with every migration applied, unless it is there from an earlier start.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateAsync(string name)
    {
        var server = await Server.Value;
        var template = await Template.Value;
        await using var admin = await OpenAsync(server);
        await using var exists = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = $1", admin) { Parameters = { new() { Value = name } } };
        // As files: since 15 it would write each page to the log, which takes almost twice the processor time.
        var asFiles = admin.PostgreSqlVersion.Major >= 15 ? " STRATEGY file_copy" : "";
        if (await exists.ExecuteScalarAsync() is 0L) await ExecuteAsync(admin, $"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"{asFiles}");
        return To(server, name);
    }

    /// <summary>Makes a database with nothing in it.</summary>
    public static async Task<string> CreateEmptyAsync(string name)
    {
        var server = await Server.Value;
        await using var admin = await OpenAsync(server);
        await ExecuteAsync(admin, $"CREATE DATABASE \"{name}\"");
        return To(server, name);
    }

    /// <summary>Sets what sessions from now on may do.</summary>
    public static async Task SetWritableAsync(string name, bool writable)
    {
        await using var admin = await OpenAsync(await Server.Value);
        await ExecuteAsync(admin, $"ALTER DATABASE \"{name}\" SET default_transaction_read_only = {(writable ? "off" : "on")}");
    }

    public static async Task DropAsync(string name)
    {
        await using var admin = await OpenAsync(await Server.Value);
        await ExecuteAsync(admin, $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
    }

    private static async Task<string> MigrateAsync()
    {
        var template = await CreateEmptyAsync($"smsadmin-template-{Guid.NewGuid():N}");
        await using var source = PostgresDb.Source(template);
        var options = new DbContextOptionsBuilder<PostgresDb>();
        PostgresDb.Configure(options, source);
        await using var db = new PostgresDb(options.Options);
        await db.Database.MigrateAsync();
        return db.Database.GetDbConnection().Database;
    }

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("SMSADMIN_TEST_POSTGRES") is { Length: > 0 } given) return given;
        // It stops when its input closes, which it does with this process, however that ends.
        _own = Process.Start(new ProcessStartInfo(Repository.Path("tests/postgres")) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        return await _own.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await _own.StandardError.ReadToEndAsync());
    }

    private static string To(string server, string database) =>
        new NpgsqlConnectionStringBuilder(server) { Database = database, MaxPoolSize = 20, Pooling = true }.ConnectionString;

    private static async Task<NpgsqlConnection> OpenAsync(string server)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
