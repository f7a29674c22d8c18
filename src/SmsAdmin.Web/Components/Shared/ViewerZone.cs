namespace SmsAdmin.Web.Components.Shared;

/// <summary>The reader's clock: their zone and what time it is now. Cascades to every page.</summary>
public sealed class ViewerZone(TimeZoneInfo zone, TimeProvider time)
{
    /// <summary>Where no cascade reaches: UTC by the system's clock.</summary>
    public static ViewerZone Utc { get; } = new(TimeZoneInfo.Utc, TimeProvider.System);

    /// <summary>The zone of this IANA name; UTC where the name is missing or unknown here.</summary>
    public static ViewerZone Of(string? ianaName, TimeProvider time) =>
        new(ianaName is not null && TimeZoneInfo.TryFindSystemTimeZoneById(ianaName, out var zone) ? zone : TimeZoneInfo.Utc, time);

    public TimeZoneInfo Zone => zone;

    public DateTimeOffset Now => time.GetUtcNow();

    public string Name => zone == TimeZoneInfo.Utc ? "UTC" : zone.Id;

    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    /// <summary>"Europe/Stockholm (UTC+1)" as it is now; only "UTC" where it is that.</summary>
    public string Said => zone == TimeZoneInfo.Utc ? "UTC" : $"{zone.Id} ({OffsetAt(Now)})";

    /// <summary>"UTC+1" as it is at <paramref name="instant"/>, summer time included.</summary>
    public string OffsetAt(DateTimeOffset instant)
    {
        var offset = zone.GetUtcOffset(instant);
        if (offset == TimeSpan.Zero) return "UTC";
        var minutes = offset.Minutes == 0 ? "" : $":{Math.Abs(offset.Minutes):00}";
        return $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours)}{minutes}";
    }
}
