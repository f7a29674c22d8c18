using System.Globalization;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>Who asks, and how they may see numbers and times.</summary>
/// <param name="SeesNumbers">Whole numbers; masked for who does not.</param>
/// <param name="Zone">In which instants are told; null tells them in UTC, and says so.</param>
public sealed record Inquirer(Actor By, bool SeesNumbers, TimeZoneInfo? Zone = null)
{
    internal string Show(PhoneNumber number) => SeesNumbers ? number.International : number.Masked;

    /// <summary>A text that may hold the number, as this reader may see it.</summary>
    internal string Show(string text, PhoneNumber number) => SeesNumbers ? text : Masking.InText(text, number);

    internal string At(DateTimeOffset at) =>
        (Zone is null ? at.ToUniversalTime() : TimeZoneInfo.ConvertTime(at, Zone)).ToString("HH:mm:ss 'on' d MMM", CultureInfo.InvariantCulture) + (Zone is null ? " UTC" : "");
}
