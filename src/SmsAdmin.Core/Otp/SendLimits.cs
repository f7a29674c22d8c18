using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Otp;

/// <summary>Which limit keeps a text from going out.</summary>
public enum SendLimit
{
    /// <summary>The last text to this number, for this purpose, is too young.</summary>
    TooSoon,
    NumberInHalfHour,
    NumberInDay,
    AddressInHour,
}

/// <summary>A text that may not go out yet.</summary>
/// <param name="Until">When the same request may be made again.</param>
public sealed record SendRefusal(SendLimit Limit, DateTimeOffset Until);

/// <summary>Judges one wish against the rows that it counts on, which its transaction holds; moves them where it may go out.</summary>
internal static class SendLimits
{
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <returns>Null where it may go out; the rows are moved then.</returns>
    public static SendRefusal? Take(VerificationSubject subject, SendWindow number, SendWindow? address, DateTimeOffset now)
    {
        var refusals = new[]
        {
            subject.NextSendAt > now ? new SendRefusal(SendLimit.TooSoon, subject.NextSendAt.Value) : null,
            Full(number, OtpRules.SendsInHalfHour, HalfHour, now, SendLimit.NumberInHalfHour),
            Full(number, OtpRules.SendsInDay, Day, now, SendLimit.NumberInDay),
            address is null ? null : Full(address, OtpRules.SendsOfAddressInHour, Hour, now, SendLimit.AddressInHour),
        };
        // The one that holds longest is the one to tell: before it is over nothing helps.
        if (refusals.OfType<SendRefusal>().MaxBy(refusal => refusal.Until) is { } refused) return refused;

        number.Sends = Stamps.Append(number.Sends, now, OtpRules.SendsInDay);
        number.ChangedAt = now;
        if (address is not null) (address.Sends, address.ChangedAt) = (Stamps.Append(address.Sends, now, OtpRules.SendsOfAddressInHour), now);
        if (subject.LastSentAt is not { } last || now - last >= OtpRules.QuietAfter) subject.SendStep = 0;
        subject.NextSendAt = now + OtpRules.ResendAfter[Math.Min(subject.SendStep, OtpRules.ResendAfter.Count - 1)];
        subject.SendStep++;
        (subject.LastSentAt, subject.ChangedAt) = (now, now);
        return null;
    }

    /// <summary>When the next text to this number may go out, as things stand.</summary>
    public static DateTimeOffset NextAt(VerificationSubject subject, SendWindow number, DateTimeOffset now)
    {
        var instants = new[]
        {
            subject.NextSendAt,
            Full(number, OtpRules.SendsInHalfHour, HalfHour, now, SendLimit.NumberInHalfHour)?.Until,
            Full(number, OtpRules.SendsInDay, Day, now, SendLimit.NumberInDay)?.Until,
        };
        return instants.Max() ?? now;
    }

    private static SendRefusal? Full(SendWindow window, int most, TimeSpan within, DateTimeOffset now, SendLimit limit) =>
        Stamps.FromEnd(window.Sends, most) is { } first && first + within > now ? new SendRefusal(limit, first + within) : null;
}
