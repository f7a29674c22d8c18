using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Makes timeline entries, raw exchange included, fit to be kept.</summary>
public sealed class Steps(TimeProvider clock)
{
    /// <summary>A step now, without an exchange.</summary>
    public MessageEvent Of(MessageEventKind kind, string? says) => new() { At = clock.GetUtcNow(), Kind = kind, Says = says };

    /// <summary>The end of what was never sent in time.</summary>
    public MessageEvent OfDeadline() => Of(MessageEventKind.Status, "Its deadline passed before it could be sent. Nothing was sent.");

    /// <summary>A step now, with the exchange that proves it.</summary>
    public MessageEvent Of(MessageEventKind kind, string? says, Exchange? exchange, OpenPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var step = Of(kind, says);
        step.HttpStatus = exchange?.Status;
        step.RawHead = exchange is null ? null : RawText.Head(exchange, plan.Plan.ServicePlanId);
        step.RawRequest = RawText.Body(exchange?.RequestText);
        step.RawResponse = RawText.Body(exchange?.ResponseText);
        return step;
    }

    /// <summary>A receipt's word, by callback or by polling.</summary>
    public MessageEvent OfReceipt(RecipientReport report, string says, string? rawHead, string? raw)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new MessageEvent
        {
            At = clock.GetUtcNow(),
            Kind = MessageEventKind.Status,
            DeliveryCode = report.Code,
            Says = says,
            RawHead = rawHead,
            RawResponse = RawText.Body(raw),
        };
    }
}
