using System.Globalization;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Usage;

/// <summary>Where a quota is heading, in a sentence.</summary>
public static class UsageWords
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static string Of(Projection projection, ViewerZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return projection switch
        {
            Projection.Full => "It is used up: new messages are refused, or wait for the reset.",
            Projection.RunsOut { At: var at } => $"Used up at this rate {When(zone.Local(at), zone.Local(zone.Now))}.",
            Projection.Lasts { Expected: var expected } => $"It lasts: about {Figures.Count(expected, "message")} at this rate.",
            _ => throw new ArgumentOutOfRangeException(nameof(projection), projection, "A quota heads nowhere else."),
        };
    }

    /// <summary>"at 18:40" today, "on 27 November" later: no more exact than a guess is.</summary>
    private static string When(DateTimeOffset local, DateTimeOffset now) =>
        local.Date == now.Date ? $"at {local.ToString("HH:mm", English)}" : $"on {local.ToString("d MMMM", English)}";
}
