namespace SmsAdmin.Web.Components.Shared;

/// <summary>How an instant is said: by the clock where instants are compared, relative where one stands alone.</summary>
public enum TimeForm
{
    /// <summary>The clock today, with its day before.</summary>
    Moment,

    /// <summary>14:32:08</summary>
    Clock,

    /// <summary>14:32:08.114</summary>
    ClockExact,

    /// <summary>11 minutes ago</summary>
    Relative,

    /// <summary>23 Nov 2026</summary>
    Day,
}
