namespace SmsAdmin.Core.Otp;

/// <summary>The limits that hold for everybody. docs/otp.md says where they come from.</summary>
public static class OtpRules
{
    /// <summary>Codes evaluated for one verification.</summary>
    public const int MostChecks = 5;

    /// <summary>Wrong codes for one number and purpose in <see cref="FailuresWithin"/> before it locks.</summary>
    public const int MostFailures = 10;

    /// <summary>Texts to one number within half an hour.</summary>
    public const int SendsInHalfHour = 5;

    /// <summary>Texts to one number within a day.</summary>
    public const int SendsInDay = 10;

    /// <summary>Texts within an hour that one end user's address asks for.</summary>
    public const int SendsOfAddressInHour = 30;

    public static TimeSpan FailuresWithin { get; } = TimeSpan.FromHours(24);

    /// <summary>How long the first, the second and each further lock lasts. Only a success ends the growing.</summary>
    public static IReadOnlyList<TimeSpan> Locks { get; } = [TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(24)];

    /// <summary>How long after the first, the second text and so on the next may go out.</summary>
    public static IReadOnlyList<TimeSpan> ResendAfter { get; } = [TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(300)];

    /// <summary>After so long without a text the waiting begins at its shortest again.</summary>
    public static TimeSpan QuietAfter { get; } = TimeSpan.FromMinutes(30);

    /// <summary>The longest that a code may live (NIST SP 800-63B-4, 3.1.3.2).</summary>
    public static TimeSpan LongestLife { get; } = TimeSpan.FromMinutes(10);
}
