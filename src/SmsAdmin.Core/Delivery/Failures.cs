using System.Globalization;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Finds plans of which more messages fail than usual, by <see cref="FailureRule"/>.</summary>
public sealed class Failures(HourTallies tallies, TimeProvider clock)
{
    private const int Lately = 2;
    private const int Before = 168;

    public async Task<Matter?> ReadAsync(PlanView plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var from = QuotaPeriod.Hour(clock.GetUtcNow()).StartsAt.AddHours(1 - Lately - Before);
        var hours = await tallies.ReadAsync(from, Lately + Before, ct);
        var recent = hours.Skip(Before).SelectMany(hour => hour.Lines).Where(line => line.PlanId == plan.Id).ToList();
        var (lately, before) = (Of(recent), Of(hours.Take(Before).SelectMany(hour => hour.Lines).Where(line => line.PlanId == plan.Id)));
        if (!FailureRule.IsAbove(lately, before)) return null;
        var most = recent.Where(line => HourTally.IsNotDelivered(line.State)).GroupBy(line => line.State).MaxBy(state => state.Sum(line => line.Messages))!.Key;
        return new Matter(
            lately.Share >= 0.5 ? Urgency.Now : Urgency.Soon, $"More messages of {plan.Name} fail than usual", "Failing",
            $"{Count(lately.NotDelivered)} of {Count(lately.Messages)} that ended of the last two hours were not delivered, {Usually(before)}. Most of them are {most}.",
            null, string.Create(CultureInfo.InvariantCulture, $"/messages?when=today&plan={plan.Id}&status={most.ToString().ToLowerInvariant()}"), "See what failed")
        { Kind = AlertKind.FailuresHigh, PlanId = plan.Id };
    }

    private static Ended Of(IEnumerable<TallyLine> lines)
    {
        var ended = lines.Where(line => line.State == MessageState.Delivered || HourTally.IsNotDelivered(line.State)).ToList();
        return new Ended(ended.Sum(line => line.Messages), ended.Where(line => HourTally.IsNotDelivered(line.State)).Sum(line => line.Messages));
    }

    private static string Usually(Ended before) => before switch
    {
        { Messages: < FailureRule.Floor } => "and what is usual is not known yet",
        { NotDelivered: 0 } => "usually none",
        _ => $"usually 1 in {Count((int)Math.Round(1 / before.Share))}",
    };

    private static string Count(int messages) => messages.ToString("N0", CultureInfo.InvariantCulture);
}
