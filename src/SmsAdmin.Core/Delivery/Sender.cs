using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Sends one claimed message and writes down what came of it. Nothing is sent inside a transaction.</summary>
public sealed class Sender(
    SinchClient sinch, MessageMoves moves, TextVault texts, CallbackAddress callbacks, PlanStates states, Steps steps, IOptions<DeliveryOptions> options,
    IOptions<SinchOptions> wire, TimeProvider clock)
{
    /// <summary>How long a claim holds: as long as a send can take at most, and some.</summary>
    public TimeSpan ClaimLasts => wire.Value.Timeout + options.Value.ClaimSlack;

    /// <summary>True while a send that starts now ends within its claim, whatever Sinch does.</summary>
    public bool HasTime(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return clock.GetUtcNow() + wire.Value.Timeout < message.LeasedUntil;
    }

    /// <summary>Ends a message whose deadline has passed.</summary>
    public async Task<bool> TooLateAsync(PlanView plan, Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var deadline = message.Deadline ?? (message.CountedAt ?? message.CreatedAt) + options.Value.GiveUpAfter;
        if (clock.GetUtcNow() < deadline) return false;
        await moves.EndedAsync(message, MessageState.Expired, plan.Limits(), steps.OfDeadline());
        return true;
    }

    /// <summary>Sends, and records the outcome.</summary>
    /// <returns>True when Sinch refuses the whole account, so that the plan has to pause.</returns>
    public async Task<bool> SendAsync(OpenPlan plan, Message message, PlanRate.Pass pass)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(pass);
        MessageContent content;
        try
        {
            content = texts.OpenContent(message.TextCipher!);
        }
        catch (CryptographicException)
        {
            await HoldAsync(plan, message, null, "The key ring that closed its text is gone. It waits until the ring is back.");
            return true;
        }

        if (message.IsTest)
        {
            pass.Dispose();
            await TestWalk.GoAsync(message, moves, steps);
            return false;
        }

        // A started send is settled even while the program shuts down: the client has a timeout of its own.
        pass.Start();
        var result = await sinch.SendAsync(plan.Endpoint, Wire(plan.Plan, message, content), CancellationToken.None);
        pass.Dispose();
        return await RecordAsync(plan, message, result);
    }

    /// <summary>What goes over the wire for a message.</summary>
    internal SendBatch Wire(PlanView plan, Message message, MessageContent content)
    {
        var callback = callbacks.For(plan);
        var options = content.Options;
        return new SendBatch
        {
            Type = options.IsBinary ? BatchType.Binary : BatchType.Text,
            To = [message.To],
            From = message.From,
            Body = content.Text,
            Udh = options.Udh,
            Parameters = content.Parameters?.ToDictionary(one => one.Key, IReadOnlyDictionary<string, string> (one) => new Dictionary<string, string> { [message.To] = one.Value }),
            DeliveryReport = callback is null ? ReportMode.None : ReportMode.PerRecipient,
            CallbackUrl = callback?.AbsoluteUri,
            ClientReference = message.Id.ToString("D", CultureInfo.InvariantCulture),
            ExpireAt = message.Deadline,
            FeedbackEnabled = options.FeedbackEnabled ?? (message.Origin == Origin.Otp ? true : null),
            FlashMessage = options.FlashMessage,
            TruncateConcat = options.TruncateConcat,
            MaxNumberOfMessageParts = options.MaxParts,
            FromTon = options.FromTon,
            FromNpi = options.FromNpi,
        };
    }

    private async Task<bool> RecordAsync(OpenPlan plan, Message message, SinchResult<Batch> result)
    {
        switch (SendVerdict.Of(result))
        {
            case SendVerdict.Accepted accepted:
                await moves.AcceptedAsync(message, accepted.BatchId, steps.Of(MessageEventKind.Accepted, null, result.Exchange, plan));
                return false;
            case SendVerdict.AccountRefused refused:
                await HoldAsync(plan, message, result.Exchange, refused.Says, refused.ApiErrorCode);
                return true;
            case SendVerdict.Later later:
                await moves.AgainAsync(message, clock.GetUtcNow() + Backoff(message.Attempts, later.After), later.NoAnswer, steps.Of(MessageEventKind.Retry, later.Says, result.Exchange, plan));
                return false;
            case SendVerdict.Open open:
                var now = clock.GetUtcNow();
                await moves.UnknownAsync(message, now, now + FirstLook, open.NoAnswer, steps.Of(MessageEventKind.OutcomeUnknown, open.Says, result.Exchange, plan));
                return false;
            case SendVerdict.Refused refused:
                var step = steps.Of(MessageEventKind.Refused, refused.Says, result.Exchange, plan);
                step.ApiErrorCode = refused.ApiErrorCode;
                await moves.EndedAsync(message, MessageState.Rejected, plan.Plan.Limits(), step);
                return false;
            default:
                throw new InvalidOperationException("A verdict that nobody handles.");
        }
    }

    private async Task HoldAsync(OpenPlan plan, Message message, Exchange? exchange, string says, string? apiErrorCode = null)
    {
        var step = steps.Of(MessageEventKind.Held, says, exchange, plan);
        step.ApiErrorCode = apiErrorCode;
        var now = clock.GetUtcNow();
        var next = now + options.Value.ProbeEvery;
        // The pause first: whoever hears of the message's move looks at the plan too. And the message behind those that
        // wait meanwhile: if it alone is refused, it must not hold them back each time the plan goes on.
        await states.PauseAsync(plan.Plan.Id, says, next, CancellationToken.None);
        await moves.AgainAsync(message, next, null, step);
    }

    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);

    // Full jitter: anywhere between nothing and the doubled pause; never before what Sinch asked for.
    private TimeSpan Backoff(int attempts, TimeSpan? asked)
    {
        var settings = options.Value;
        var longest = Math.Min(settings.RetryLongest.TotalSeconds, settings.RetryFirst.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 20)));
        var own = TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(0, (int)(longest * 1000) + 1) / 1000.0);
        return asked is { } wait ? wait + own : own;
    }
}
