using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SmsAdmin.Core.Data;

/// <summary>Hears what other instances tell, by LISTEN on a connection of its own, and finds its way back when that breaks.</summary>
public sealed partial class PostgresEar(NpgsqlDataSource source, Neighbours neighbours, TimeProvider clock, ILogger<PostgresEar> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    // A connection that died silently is noticed by this.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => pause = FirstPause, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.Deaf(logger, fault, pause);
                await Task.Delay(pause, clock, stoppingToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task ListenAsync(Action listening, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        connection.Notification += (_, notification) => Hear(notification.Payload);
        await ExecuteAsync(connection, $"LISTEN {PostgresVoice.Channel}", ct);
        listening();
        neighbours.HearThatSomethingWasMissed();
        while (true)
        {
            if (!await connection.WaitAsync(Silence, ct)) await ExecuteAsync(connection, "SELECT 1", ct);
        }
    }

    private void Hear(string payload)
    {
        var lines = payload.Split('\n');
        if (lines[0] == neighbours.Self) return;
        foreach (var line in lines.AsSpan(1)) neighbours.Hear(line);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Other instances are not heard; trying again in {Pause}")]
        public static partial void Deaf(ILogger logger, Exception fault, TimeSpan pause);
    }
}
