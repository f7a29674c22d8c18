using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Callbacks;

/// <summary>
/// Posts what the outbox holds until the receiver takes it, by the <see cref="CallbackManners"/> of its kind. A post may
/// come twice when an answer is lost; its id tells. What is told of one message goes out in the order of its walk, and a
/// receiver that does not answer is left alone for a while, with all that waits for it.
/// </summary>
public sealed partial class CallbackPoster(
    IDbContextFactory<AppDb> databases, IHttpClientFactory https, CallbackSeal seal, AuditTrail audit, CallbackFeed feed, TimeProvider clock, ILogger<CallbackPoster> logger)
{
    public const string IdHeader = "SmsAdmin-Delivery";

    internal const string PublicClient = "Callbacks";
    internal const string PrivateClient = "CallbacksPrivate";

    private const int MostAtOnce = 32;
    private const int InFlight = 4;
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);
    private const string Redirected = "callback.redirected";
    private static readonly TimeSpan ToldAgainAfter = TimeSpan.FromHours(1);
    private const int LongestAnswer = 64 * 1024;

    /// <summary>Posts what is due, until nothing is.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        while (await DueAsync(ct) is { Count: > 0 } due)
        {
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = ct }, async (row, token) => await TryAsync(row, token));
            feed.Announce();
        }
    }

    // Alerts before the news of messages, which may be many. Behind a step of a message that waits, its later ones wait too.
    private async Task<List<OutboundCallback>> DueAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        return await InTurn(db).Where(c => c.DueAt <= now).AsNoTracking()
            .OrderBy(c => c.Kind == null ? 0 : 1).ThenBy(c => c.DueAt).ThenBy(c => c.CreatedAt).Take(MostAtOnce).ToListAsync(ct);
    }

    private static IQueryable<OutboundCallback> InTurn(AppDb db) => db.OutboundCallbacks.Where(c => c.State == OutboundState.Waiting
        && (c.MessageId == null || !db.OutboundCallbacks.Any(o => o.MessageId == c.MessageId && o.Rank < c.Rank && o.State == OutboundState.Waiting)));

    private async Task TryAsync(OutboundCallback row, CancellationToken ct)
    {
        if (!await ClaimAsync(row, ct)) return;
        var manners = CallbackManners.Of(row.Kind);
        var (status, said, answer) = await PostAsync(row, ct);
        var verdict = status is { } told ? manners.Judge(told, answer) : CallbackVerdict.Again;
        if (verdict == CallbackVerdict.Again && status is >= 200 and < 300) said = $"{said}, but the answer is not that of a receiver that took it";
        var attempts = row.Attempts + 1;
        var state = verdict switch
        {
            CallbackVerdict.Taken => OutboundState.Done,
            CallbackVerdict.Again when attempts < manners.MostAttempts => OutboundState.Waiting,
            _ => OutboundState.GivenUp,
        };
        var now = clock.GetUtcNow();
        var next = now + manners.PauseAfter(attempts);
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.OutboundCallbacks.Where(c => c.Id == row.Id).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.State, state)
            .SetProperty(c => c.HttpStatus, status)
            .SetProperty(c => c.Said, said)
            .SetProperty(c => c.DueAt, next)
            .SetProperty(c => c.FinishedAt, state == OutboundState.Waiting ? null : now), ct);
        if (state == OutboundState.GivenUp) Log.GivenUp(logger, row.Purpose, row.Id, attempts, said);
        var isRedirect = status is >= 300 and < 400;
        if (isRedirect && row.Kind is not null) await TellOfRedirectAsync(db, row, said, now, ct);
        if (status is null || isRedirect) await LeaveAloneAsync(db, row, now, next, ct);
    }

    // A redirect would lead past the guard. Once an hour for a receiver: each of its posts would say the same.
    private async Task TellOfRedirectAsync(AppDb db, OutboundCallback row, string said, DateTimeOffset now, CancellationToken ct)
    {
        var receiver = new Uri(row.Url).Authority;
        var since = now - ToldAgainAfter;
        if (await db.Audit.AnyAsync(entry => entry.At > since && entry.Action == Redirected && entry.Subject == receiver, ct)) return;
        audit.Write(db, Actor.System(row.Purpose), Redirected, receiver, after: new { why = said });
        await db.SaveChangesAsync(ct);
    }

    // Nobody answers there: the rest need not find out one by one, nor outlive what one of them is tried for.
    private static async Task LeaveAloneAsync(AppDb db, OutboundCallback row, DateTimeOffset now, DateTimeOffset until, CancellationToken ct)
    {
        var tooOld = now - CallbackManners.Of(row.Kind).AtMost;
        var others = db.OutboundCallbacks.Where(c => c.State == OutboundState.Waiting && c.Url == row.Url && c.Kind == row.Kind && c.Id != row.Id);
        await others.Where(c => c.CreatedAt < tooOld).ExecuteUpdateAsync(set => set.SetProperty(c => c.State, OutboundState.GivenUp).SetProperty(c => c.FinishedAt, now), ct);
        await others.Where(c => c.DueAt < until).ExecuteUpdateAsync(set => set.SetProperty(c => c.DueAt, until), ct);
    }

    // Whoever moves the due time from what was read has it; if they die, it is due again.
    private async Task<bool> ClaimAsync(OutboundCallback row, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var until = clock.GetUtcNow() + Claim;
        return await InTurn(db).Where(c => c.Id == row.Id && c.DueAt == row.DueAt).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.DueAt, until)
            .SetProperty(c => c.Attempts, c => c.Attempts + 1), ct) == 1;
    }

    private async Task<(int? HttpStatus, string Said, string Answer)> PostAsync(OutboundCallback row, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Answer, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var body = row.BodyCipher is { } cipher ? seal.Open(cipher) : "{}";
            using var request = new HttpRequestMessage(HttpMethod.Post, row.Url) { Content = new StringContent(body, Encoding.UTF8, CallbackManners.Of(row.Kind).MediaType) };
            request.Headers.Add(IdHeader, row.Id.ToString("D"));
            if (row.SecretCipher is { } secret) request.Headers.Add(OutboundSignature.Header, OutboundSignature.Of(new Secret(seal.Open(secret)), body, clock.GetUtcNow()));
            using var http = https.CreateClient(row.AllowsPrivateHost ? PrivateClient : PublicClient);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var whither = answer.Headers.Location is { } location ? $", a redirect to {(location.IsAbsoluteUri ? location.Authority : "another page there")} that was not followed" : "";
            return ((int)answer.StatusCode, $"HTTP status {(int)answer.StatusCode}{whither}", row.Kind is null ? "" : await BeginningAsync(answer, either.Token));
        }
        catch (CryptographicException)
        {
            return (null, "The key that closed it is not in the ring.", "");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, $"No answer within {Answer.TotalSeconds:0} seconds.", "");
        }
        catch (IOException)
        {
            return (null, "The answer broke off.", "");
        }
        catch (HttpRequestException fault)
        {
            return (null, fault.InnerException is AddressNotAllowedException or NameNotJudgedException ? fault.InnerException.Message : Of(NetworkFailure.KindOf(fault, callerGaveUp: false)), "");
        }
    }

    private static string Of(FailureKind failure) => failure switch
    {
        FailureKind.ConnectionRefused => "Nothing listens at that address.",
        FailureKind.NameNotResolved => "No host has that name.",
        FailureKind.HostUnreachable => "That host cannot be reached from here.",
        FailureKind.TlsFailed => "Its certificate is not trusted here.",
        FailureKind.NotHttp => "What listens there does not speak HTTP.",
        _ => "The connection broke off.",
    };

    // Enough of an answer to judge it by; a receiver that goes on for ever is not listened to.
    private static async Task<string> BeginningAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Callback {Id} ({Purpose}) was given up after {Attempts} attempts: {Said}")]
        public static partial void GivenUp(ILogger logger, string purpose, Guid id, int attempts, string said);
    }
}
