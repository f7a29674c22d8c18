namespace SmsAdmin.Core.Delivery;

/// <summary>Messages that ended, and how many of them were not delivered. What a person cancelled is none of it.</summary>
public sealed record Ended(int Messages, int NotDelivered)
{
    public double Share => Messages == 0 ? 0 : (double)NotDelivered / Messages;
}

/// <summary>
/// When more fails than usual. The share of the last one to two hours is held against that of the seven days before, of the
/// same plan. It has to be above the usual by as much as the usual itself, at least five points, at most half of what is
/// left to a hundred; and at least 20 messages must have ended, so that one bad number is no alarm.
/// </summary>
public static class FailureRule
{
    /// <summary>Fewer that ended say nothing, lately as well as usually.</summary>
    public const int Floor = 20;

    private const double LeastAbove = 0.05;
    private const double Unknown = 0.05;
    // 0.01 and 0.05 make a little more than 0.06.
    private const double Rounding = 1e-9;

    /// <summary>Whether more fails than usual. Without a usual one in twenty is held to be.</summary>
    public static bool IsAbove(Ended lately, Ended before)
    {
        ArgumentNullException.ThrowIfNull(lately);
        ArgumentNullException.ThrowIfNull(before);
        if (lately.Messages < Floor) return false;
        var usual = before.Messages < Floor ? Unknown : before.Share;
        return lately.Share >= usual + Math.Max(LeastAbove, Math.Min(usual, (1 - usual) / 2)) - Rounding;
    }
}
