using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Callbacks;

/// <summary>
/// Posts what the outbox holds until the receiver takes it: 2xx is taken, anything else is tried again with growing
/// pauses for about a day. A post may come twice when an answer is lost; its id tells.
/// </summary>
public sealed partial class CallbackPoster(
    IDbContextFactory<AppDb> databases, IHttpClientFactory https, CallbackSeal seal, TimeProvider clock, ILogger<CallbackPoster> logger)
{
    public const string IdHeader = "SmsAdmin-Delivery";

    internal const string PublicClient = "Callbacks";
    internal const string PrivateClient = "CallbacksPrivate";

    /// <summary>The last try comes about a day after the first.</summary>
    internal const int MostAttempts = 18;

    private const int MostAtOnce = 32;
    private const int InFlight = 4;
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(3);

    /// <summary>Posts what is due, until nothing is.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        while (await DueAsync(ct) is { Count: > 0 } due)
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = ct }, async (row, token) => await TryAsync(row, token));
    }

    /// <summary>How long after an attempt the next one comes.</summary>
    internal static TimeSpan PauseAfter(int attempts) => TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(attempts - 1, 20)));

    private async Task<List<OutboundCallback>> DueAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        return await db.OutboundCallbacks.AsNoTracking()
            .Where(c => c.State == OutboundState.Waiting && c.DueAt <= now).OrderBy(c => c.DueAt).ThenBy(c => c.CreatedAt).Take(MostAtOnce).ToListAsync(ct);
    }

    private async Task TryAsync(OutboundCallback row, CancellationToken ct)
    {
        if (!await ClaimAsync(row, ct)) return;
        var (status, said) = await PostAsync(row, ct);
        var taken = status is >= 200 and < 300;
        var attempts = row.Attempts + 1;
        var state = taken ? OutboundState.Done : attempts >= MostAttempts ? OutboundState.GivenUp : OutboundState.Waiting;
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.OutboundCallbacks.Where(c => c.Id == row.Id).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.State, state)
            .SetProperty(c => c.HttpStatus, status)
            .SetProperty(c => c.Said, said)
            .SetProperty(c => c.DueAt, now + PauseAfter(attempts))
            .SetProperty(c => c.FinishedAt, state == OutboundState.Waiting ? null : now), ct);
        if (state == OutboundState.GivenUp) Log.GivenUp(logger, row.Purpose, row.Id, attempts, said);
    }

    // Whoever moves the due time from what was read has it; if they die, it is due again.
    private async Task<bool> ClaimAsync(OutboundCallback row, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var until = clock.GetUtcNow() + Claim;
        return await db.OutboundCallbacks.Where(c => c.Id == row.Id && c.State == OutboundState.Waiting && c.DueAt == row.DueAt).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.DueAt, until)
            .SetProperty(c => c.Attempts, c => c.Attempts + 1), ct) == 1;
    }

    private async Task<(int? HttpStatus, string Said)> PostAsync(OutboundCallback row, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Answer, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var body = row.BodyCipher is { } cipher ? seal.Open(cipher) : "{}";
            using var request = new HttpRequestMessage(HttpMethod.Post, row.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add(IdHeader, row.Id.ToString("D"));
            if (row.SecretCipher is { } secret) request.Headers.Add(OutboundSignature.Header, OutboundSignature.Of(new Secret(seal.Open(secret)), body, clock.GetUtcNow()));
            using var http = https.CreateClient(row.AllowsPrivateHost ? PrivateClient : PublicClient);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return ((int)answer.StatusCode, $"HTTP status {(int)answer.StatusCode}");
        }
        catch (CryptographicException)
        {
            return (null, "The key that closed it is not in the ring.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, $"No answer within {Answer.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException fault)
        {
            return (null, fault.InnerException is AddressNotAllowedException refused ? refused.Message : $"No connection: {fault.HttpRequestError}.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Callback {Id} ({Purpose}) was given up after {Attempts} attempts: {Said}")]
        public static partial void GivenUp(ILogger logger, string purpose, Guid id, int attempts, string said);
    }
}
