using System.Text.Json;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Xms;

/// <summary>Counts what a batch would take. It asks nobody and keeps nothing: our count is Sinch's.</summary>
public sealed class XmsDryRuns(Plans plans, TimeProvider clock)
{
    /// <summary>Recipients that are told of one by one, unless the client says otherwise.</summary>
    public const int UsualRecipients = 100;

    /// <param name="owner">Whose plan it is.</param>
    /// <param name="asked">As it would be sent.</param>
    /// <param name="detailed">How many recipients are told of one by one; null for the totals alone.</param>
    /// <param name="ct">Ends the look at the plan.</param>
    public async Task<XmsOutcome> RunAsync(XmsOwner owner, BatchOrder asked, int? detailed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(asked);
        if (await plans.FindAsync(owner.PlanId, ct) is not { } plan) return new XmsOutcome.NotThere();
        // Nobody is told of what is not sent, so that no address is missing.
        var (order, error) = XmsReading.Settle(asked with { Reports = ReportKind.None }, plan);
        if (order is null) return new XmsOutcome.Refused(error!);
        var request = XmsReading.ToSubmission(order, plan, owner.IsTest);
        var reading = SubmissionReading.Of(request, plan, clock.GetUtcNow());
        if (reading.Faults.Count > 0 || reading.OfRecipients.Count > 0) return new XmsOutcome.Refused(XmsError.Of(order, reading.Faults, reading.OfRecipients));
        var each = request.Recipients.Select((recipient, i) => Counted(order.To[i], new MessageContent(request.Text, recipient.Parameters) { Options = order.Wire })).ToList();
        var found = new DryRun(each.Count, each.Sum(one => one.NumberOfParts), detailed is { } most ? [.. each.Take(most)] : null);
        return new XmsOutcome.Done(JsonSerializer.Serialize(found, SinchJson.Wire.DryRun));
    }

    private static DryRunRecipient Counted(string digits, MessageContent content)
    {
        var (_, parts, isUnicode) = content.Measure();
        return new DryRunRecipient(digits, parts, content.Expanded, isUnicode ? "unicode" : "text");
    }
}
