using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>What Sinch's dry run said of a text. Nothing was sent.</summary>
public abstract record DryRunOutcome
{
    private DryRunOutcome()
    {
    }

    /// <param name="Parts">As Sinch counts them.</param>
    /// <param name="IsUnicode">Whether Sinch would send UCS-2.</param>
    public sealed record Counted(int Parts, bool IsUnicode, TimeSpan Took) : DryRunOutcome;

    /// <summary>Sinch was not asked: each fault names its field.</summary>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : DryRunOutcome;

    /// <summary>Sinch refused, or did not answer.</summary>
    /// <param name="HttpStatus">Of the refusal; null where no answer came.</param>
    /// <param name="NoAnswer">Why no answer came, in the window's word; null where one did.</param>
    public sealed record Refused(int? HttpStatus, string? ApiErrorCode, string? NoAnswer) : DryRunOutcome;

    public sealed record PlanNotReady : DryRunOutcome;
}

/// <summary>Asks Sinch what it would make of a text, without sending it; and writes the same call as curl.</summary>
public sealed class DryRuns(Plans plans, SinchClient sinch)
{
    public async Task<DryRunOutcome> RunAsync(Guid planId, string to, string? from, string text, CancellationToken ct)
    {
        if (await plans.OpenAsync(planId, ct) is not { } plan) return new DryRunOutcome.PlanNotReady();
        var (number, sender, faults) = Recipients.Read(to, from, plan.Plan);
        if (text.Length is 0 or > SmsText.Longest) return new DryRunOutcome.Invalid([.. faults, Recipients.TextFault(text)!]);
        if (faults.Count > 0) return new DryRunOutcome.Invalid(faults);

        var result = await sinch.DryRunAsync(plan.Endpoint, new SendBatch { To = [number!.E164], From = sender!.Value, Body = text }, recipients: 1, ct);
        return result switch
        {
            SinchResult<DryRun>.Answered { Value: var found } answered => new DryRunOutcome.Counted(
                found.NumberOfMessages, found.PerRecipient?.Any(r => r.Encoding == "unicode") ?? false, answered.Exchange.Duration),
            SinchResult<DryRun>.Refused refused => new DryRunOutcome.Refused(refused.HttpStatus, refused.Error.Code, null),
            SinchResult<DryRun>.NoAnswer none => new DryRunOutcome.Refused(null, null, none.Kind.ToString()),
            _ => new DryRunOutcome.Refused(result.Exchange.Status, null, null),
        };
    }
}
