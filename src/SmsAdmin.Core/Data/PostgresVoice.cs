using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SmsAdmin.Core.Data;

/// <summary>Tells the other instances, by NOTIFY: at once when it was quiet, and at most twenty times a second.</summary>
public sealed partial class PostgresVoice(NpgsqlDataSource source, Neighbours neighbours, TimeProvider clock, ILogger<PostgresVoice> logger) : BackgroundService
{
    internal const string Channel = "smsadmin";
    // PostgreSQL takes payloads below 8,000 bytes.
    private const int LongestPayload = 7_900;
    private static readonly TimeSpan Gathered = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        neighbours.Appear();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SpeakAsync(await neighbours.TakeAsync(stoppingToken), stoppingToken);
                await Task.Delay(Gathered, clock, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Whoever could not be told looks by itself before long.
                Log.NotTold(logger, fault);
                await Task.Delay(AfterFault, clock, stoppingToken);
            }
        }
    }

    private async Task SpeakAsync(IReadOnlyList<string> lines, CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT pg_notify($1, payload) FROM unnest($2) AS payload");
        command.Parameters.Add(new NpgsqlParameter { Value = Channel });
        command.Parameters.Add(new NpgsqlParameter { Value = Payloads(lines).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }

    private IEnumerable<string> Payloads(IReadOnlyList<string> lines)
    {
        var payload = new StringBuilder(neighbours.Self);
        foreach (var line in lines)
        {
            if (payload.Length + line.Length + 1 > LongestPayload)
            {
                yield return payload.ToString();
                payload.Clear().Append(neighbours.Self);
            }

            payload.Append('\n').Append(line);
        }

        yield return payload.ToString();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The other instances could not be told of a change")]
        public static partial void NotTold(ILogger logger, Exception fault);
    }
}
