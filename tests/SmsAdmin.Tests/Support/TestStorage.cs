using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SmsAdmin.Tests.Support;

/// <summary>What a test stands on.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>
/// A database of a test's own with its key ring, bound to a directory: opened again on the same directory, it is the
/// same. The engine is SQLite, or PostgreSQL where <c>SMSADMIN_TEST_ENGINE</c> is <c>postgres</c>.
/// </summary>
public sealed class TestStorage
{
    private readonly string? _postgres;

    private TestStorage(DirectoryInfo directory, string? postgres) => (Directory, _postgres) = (directory, postgres);

    public static Engine OfThisRun { get; } = Environment.GetEnvironmentVariable("SMSADMIN_TEST_ENGINE") switch
    {
        "postgres" => Engine.Postgres,
        null or "" or "sqlite" => Engine.Sqlite,
        var other => throw new InvalidOperationException($"SMSADMIN_TEST_ENGINE is {other}. It is sqlite or postgres."),
    };

    public DirectoryInfo Directory { get; }

    public static async Task<TestStorage> OpenAsync(DirectoryInfo directory, Engine? engine = null)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (engine is null && NamesItsEngineAttribute.IsHere) throw new InvalidOperationException("This test says that it names its engine, and here it does not.");
        if ((engine ?? OfThisRun) == Engine.Postgres) return new TestStorage(directory, await PostgresServer.CreateAsync(directory.Name));
        await SqliteTemplate.CopyAsync(Path.Combine(directory.FullName, "smsadmin.db"));
        return new TestStorage(directory, null);
    }

    /// <summary>The configuration that leads there.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings()
    {
        yield return new("Storage:Directory", Directory.FullName);
        if (_postgres is null) yield break;
        yield return new("ConnectionStrings:Postgres", _postgres);
        yield return new("KeyRing:MasterKeyFile", MasterKeyFile());
    }

    /// <summary>All that the database holds: SQLite's own files, or every row of PostgreSQL written to one.</summary>
    public IEnumerable<FileInfo> DatabaseFiles() => _postgres is null ? Directory.EnumerateFiles("smsadmin.db*") : [Dump(_postgres)];

    /// <summary>Has the database refuse writes, as a full disk or a standby server does, or take them again.</summary>
    public async Task SetWritableAsync(bool writable)
    {
        if (_postgres is not null)
        {
            await PostgresServer.SetWritableAsync(Directory.Name, writable);
            return;
        }

        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Directory.FullName, "smsadmin.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = writable
            ? "DROP TRIGGER refuse"
            : "CREATE TRIGGER refuse BEFORE UPDATE ON Settings BEGIN SELECT RAISE(ABORT, 'full'); END; INSERT INTO Settings (Key, Value) VALUES ('', '')";
        await command.ExecuteNonQueryAsync();
    }

    public async Task DropAsync()
    {
        SqliteConnection.ClearAllPools();
        if (_postgres is not null) await PostgresServer.DropAsync(Directory.Name);
        Directory.Refresh();
        if (Directory.Exists) Directory.Delete(recursive: true);
    }

    // Where SQLite has its key ring: without the directory there is another key.
    private string MasterKeyFile()
    {
        var file = Path.Combine(Directory.CreateSubdirectory("keys").FullName, "master");
        if (!File.Exists(file)) File.WriteAllText(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        return file;
    }

    private FileInfo Dump(string postgres)
    {
        var file = new FileInfo(Path.Combine(Directory.FullName, "everything.txt"));
        using var writer = file.CreateText();
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres) { Pooling = false, Options = "-c bytea_output=escape" }.ConnectionString);
        connection.Open();
        foreach (var table in Read(connection, "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"))
        {
            foreach (var row in Read(connection, $"SELECT t::text FROM {table} t")) writer.WriteLine(row);
        }

        return file;
    }

    private static List<string> Read(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }
}
