using System.Globalization;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Dashboard;

/// <summary>The hours of a day as charts name them, in the reader's zone.</summary>
/// <param name="Labels">Each hour, for the table.</param>
/// <param name="Marks">Words under the axis, each at its share of the width.</param>
internal sealed record DayAxis(IReadOnlyList<string> Labels, IReadOnlyList<(double Place, string Words)> Marks)
{
    public static DayAxis Of(IReadOnlyList<TrafficHour> hours, ViewerZone zone)
    {
        var local = hours.Select(hour => zone.Local(hour.StartsAt)).ToList();
        return new DayAxis(
            local.ConvertAll(at => at.ToString("HH:mm", CultureInfo.InvariantCulture)),
            // A day has 23 or 25 hours where the clocks change, so the words stand where their hour does.
            [
                .. local.Select((at, index) => (Place: (double)index / local.Count, At: at))
                    .Where(mark => mark.At is { Minute: 0 } && mark.At.Hour % 6 == 0)
                    .Select(mark => (mark.Place, mark.At.ToString("HH", CultureInfo.InvariantCulture))),
                (1, "24"),
            ]);
    }
}
