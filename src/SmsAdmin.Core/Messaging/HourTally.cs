using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>How many messages of one hour stand alike.</summary>
/// <param name="Time">From being counted to Delivered, where they are, in steps of <see cref="DeliveryTime"/>.</param>
public sealed record TallyLine(Guid PlanId, MessageState State, int? Time, int Messages, int Parts);

/// <summary>What became of the messages that were asked for within one hour. Those of test keys are none of it.</summary>
public sealed record HourTally(DateTimeOffset StartsAt, IReadOnlyList<TallyLine> Lines)
{
    public int Messages => Lines.Sum(line => line.Messages);

    public int Parts => Lines.Sum(line => line.Parts);

    public int Delivered => Of(state => state == MessageState.Delivered);

    public int OnTheWay => Of(state => !state.IsFinal());

    /// <summary>Ended in any other way but by a person's will.</summary>
    public int NotDelivered => Of(IsNotDelivered);

    public static bool IsNotDelivered(MessageState state) => state.IsFinal() && state is not (MessageState.Delivered or MessageState.Cancelled);

    private int Of(Func<MessageState, bool> which) => Lines.Where(line => which(line.State)).Sum(line => line.Messages);
}

/// <summary>
/// Times to delivery, counted in steps as fine as they are shown: a tenth of a second below ten seconds, a second below two
/// minutes, ten seconds below an hour, then a minute.
/// </summary>
public static class DeliveryTime
{
    // Microseconds, and the step that each stretch begins with.
    private const long TenSeconds = 10_000_000, TwoMinutes = 120_000_000, Hour = 3_600_000_000;
    private const int AfterTenSeconds = 100, AfterTwoMinutes = 210, AfterAnHour = 558;

    /// <summary>The step of a number of microseconds, as SQL that both engines read.</summary>
    internal static string Step(string micros) =>
        $"""
        CASE WHEN {micros} <= 0 THEN 0 WHEN {micros} < {TenSeconds} THEN {micros} / 100000
        WHEN {micros} < {TwoMinutes} THEN {AfterTenSeconds} + ({micros} - {TenSeconds}) / 1000000
        WHEN {micros} < {Hour} THEN {AfterTwoMinutes} + ({micros} - {TwoMinutes}) / 10000000
        ELSE {AfterAnHour} + ({micros} - {Hour}) / 60000000 END
        """;

    /// <summary>Where a step begins.</summary>
    public static TimeSpan Of(int step) => step switch
    {
        < AfterTenSeconds => TimeSpan.FromMilliseconds(100L * step),
        < AfterTwoMinutes => TimeSpan.FromSeconds(10L + step - AfterTenSeconds),
        < AfterAnHour => TimeSpan.FromSeconds(120L + (10L * (step - AfterTwoMinutes))),
        _ => TimeSpan.FromMinutes(60L + step - AfterAnHour),
    };

    /// <summary>So large a share of the delivered took at most so long; null where none is delivered.</summary>
    public static TimeSpan? Percentile(IEnumerable<HourTally> hours, double share)
    {
        ArgumentNullException.ThrowIfNull(hours);
        var steps = hours.SelectMany(hour => hour.Lines).Where(line => line.Time is not null)
            .GroupBy(line => line.Time!.Value).Select(step => (Step: step.Key, Messages: step.Sum(line => (long)line.Messages))).OrderBy(step => step.Step).ToList();
        var left = (long)Math.Ceiling(share * steps.Sum(step => step.Messages));
        foreach (var (step, messages) in steps)
        {
            left -= messages;
            if (left <= 0) return Of(step);
        }

        return null;
    }
}
