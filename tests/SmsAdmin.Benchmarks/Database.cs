using Npgsql;

namespace SmsAdmin.Benchmarks;

/// <summary>An empty database of a PostgreSQL server, dropped afterwards.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name = $"bench_{Guid.NewGuid():N}";

    private Database(string server) => _server = server;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    public static async Task<Database> CreateAsync(string server)
    {
        var made = new Database(server);
        await made.SayAsync($"CREATE DATABASE {made._name}");
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await SayAsync($"DROP DATABASE {_name} WITH (FORCE)");
    }

    // The name is ours: letters and digits alone.
#pragma warning disable CA2100
    private async Task SayAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
#pragma warning restore CA2100
}
