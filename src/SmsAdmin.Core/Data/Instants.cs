namespace SmsAdmin.Core.Data;

/// <summary>How an instant is stored where the engine has no type for it: microseconds since 1970, in UTC.</summary>
public static class Instants
{
    /// <summary>What storage keeps of an instant, so that what is answered and what is read later are the same.</summary>
    public static DateTimeOffset Truncated(DateTimeOffset instant) => FromMicroseconds(ToMicroseconds(instant));

    public static long ToMicroseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long stored) => DateTimeOffset.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond);
}
