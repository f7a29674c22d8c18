namespace SmsAdmin.Core.Quotas;

/// <summary>The periods of many instants: reckoned once for all that fall into the same hour.</summary>
internal sealed class PlanCalendar
{
    private readonly Dictionary<(string Zone, long Hour), QuotaPeriod[]> _known = [];

    /// <summary>Day, month and hour.</summary>
    public QuotaPeriod[] At(string timeZone, DateTimeOffset at)
    {
        // No zone's day begins within a quarter of an hour of UTC.
        var slot = (timeZone, at.UtcTicks / (15 * TimeSpan.TicksPerMinute));
        if (_known.TryGetValue(slot, out var periods)) return periods;
        var zone = QuotaPeriod.Zone(timeZone);
        return _known[slot] = [QuotaPeriod.Day(at, zone), QuotaPeriod.Month(at, zone), QuotaPeriod.Hour(at)];
    }
}
