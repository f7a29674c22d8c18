using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>
/// Takes what Odoo's own SMS module sends. Each uuid is sent once, for ever: handed in again it gets the same answer. One
/// that was refused was not taken, so that Odoo's retry, which keeps the uuid, is judged anew.
/// </summary>
public sealed class NativeSends(
    IDbContextFactory<AppDb> databases, NativeRoutes routes, WebhookGuard webhooks, Plans plans, Submissions submissions, NativeTraffic traffic, TimeProvider clock)
{
    /// <summary>Odoo sends 500 at once unless its <c>sms.session.batch.size</c> says otherwise.</summary>
    public const int Most = 2_000;

    // A code that nobody waits for any more is not sent.
    private static readonly TimeSpan CodesLast = TimeSpan.FromMinutes(15);

    /// <summary>Returns once all that is "processing" is on the disk.</summary>
    /// <param name="secret">Of the path that was called.</param>
    /// <param name="address">Where the call came from.</param>
    public async Task<NativeOutcome> TakeAsync(string secret, NativeCall call, string? address, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (await routes.FindAsync(secret, ct) is not { } route) return new NativeOutcome.NobodysSecret();
        var by = new Actor(route.ConnectionId, route.Name, ActorKind.System, address);
        var webhook = await webhooks.JudgeAsync(route, call.WebhookUrl, by, ct);
        var plan = await plans.FindAsync(route.PlanId, ct);
        var before = await TakenBeforeAsync(route, call, ct);
        // What is begun is ended, whoever hangs up: half a call would be told as failed and be sent.
        var answers = await Task.WhenAll(call.Texts.Select(text => before.TryGetValue(text.Uuid, out var parts)
            ? Task.FromResult(new NativeAnswer(text.Uuid, NativeAnswer.Processing, parts))
            : SendAsync(route, plan, text, webhook, by)));
        await KeepAsync(route, answers);
        return new NativeOutcome.Answered(answers);
    }

    /// <summary>Whether a connection has this secret now, for what is not a send.</summary>
    public async ValueTask<bool> KnowsAsync(string secret, CancellationToken ct) => await routes.FindAsync(secret, ct) is not null;

    private async Task<NativeAnswer> SendAsync(NativeRoute route, PlanView? plan, NativeText text, Uri? webhook, Actor by)
    {
        var isCode = CodeRule.CarriesCode(text.Text);
        if (isCode && plan is not null && PhoneNumber.Parse(text.Number, null) is PhoneNumberReading.Valid { Number: var number } && !plan.Opens(number.Country))
        {
            return new NativeAnswer(text.Uuid, NativeAnswer.CountryNotSupported, 0);
        }

        var outcome = await submissions.SubmitAsync(
            new NewMessage(
                route.PlanId, text.Number, null, text.Text, isCode ? Lane.Otp : Lane.Normal, Origin.Odoo,
                CallerReference: text.Uuid,
                Deadline: isCode ? clock.GetUtcNow() + CodesLast : null,
                Callback: webhook is null ? null : new CallbackTarget(CallbackKind.Odoo, webhook, route.AllowsPrivateHost, text.Uuid))
            {
                Key = new CallerKey(route.ConnectionId, text.Uuid),
            },
            by, CancellationToken.None);
        return outcome switch
        {
            SubmitOutcome.Queued queued => new NativeAnswer(text.Uuid, NativeAnswer.Processing, queued.Parts),
            SubmitOutcome.OverQuota => new NativeAnswer(text.Uuid, NativeAnswer.InsufficientCredit, 0),
            SubmitOutcome.Invalid invalid => new NativeAnswer(text.Uuid, Word(invalid), 0),
            _ => new NativeAnswer(text.Uuid, NativeAnswer.ServerError, 0),
        };
    }

    private static string Word(SubmitOutcome.Invalid invalid) => invalid.Faults[0].Field switch
    {
        "to" => NativeAnswer.WrongNumberFormat,
        "text" => NativeAnswer.InvalidText,
        _ => NativeAnswer.ServerError,
    };

    // Whatever has changed since, plan or countries: what was sent is told as it was. The key itself is guarded by the commit.
    private async Task<Dictionary<string, int>> TakenBeforeAsync(NativeRoute route, NativeCall call, CancellationToken ct)
    {
        var uuids = call.Texts.Select(text => text.Uuid).ToList();
        await using var db = await databases.CreateDbContextAsync(ct);
        return await (
            from taken in db.TakenOnce
            join message in db.Messages on taken.MessageId equals message.Id
            where taken.CallerId == route.ConnectionId && uuids.Contains(taken.Key)
            select new { taken.Key, message.Parts }).ToDictionaryAsync(taken => taken.Key, taken => taken.Parts, StringComparer.Ordinal, ct);
    }

    private async Task KeepAsync(NativeRoute route, NativeAnswer[] answers)
    {
        var said = string.Join(", ", answers.GroupBy(answer => answer.State).OrderByDescending(same => same.Count())
            .Select(same => string.Create(CultureInfo.InvariantCulture, $"{same.Count():N0} {same.Key}")));
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync();
        await db.OdooRoutes.Where(r => r.ConnectionId == route.ConnectionId).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.CalledAt, now)
            .SetProperty(r => r.CalledTexts, answers.Length)
            .SetProperty(r => r.CallAnswered, said));
        traffic.Announce();
    }
}
