namespace SmsAdmin.Web.Components.Shared;

/// <summary>One line of a chart.</summary>
/// <param name="Name">In legend and table.</param>
/// <param name="Values">One for each place of the axis; null where there is none, which leaves a gap.</param>
/// <param name="Look">How it is drawn.</param>
public sealed record LineSeries(string Name, IReadOnlyList<double?> Values, LineLook Look);

/// <summary>How a line is drawn, so that no two differ by colour alone.</summary>
public enum LineLook
{
    /// <summary>What the chart is about.</summary>
    First,

    /// <summary>Beside it, in grey.</summary>
    Second,

    /// <summary>What it is compared with, dashed.</summary>
    Dashed,
}

/// <summary>Between which values a chart of lines is drawn.</summary>
public sealed record LineScale(double Bottom, double Top)
{
    private static readonly double[] RoundSeconds = [1, 2, 4, 8, 16, 30, 60, 120, 240, 600, 1200, 3600, 7200, 14400, 43200, 86400];
    private static readonly double[] RoundShares = [0.8, 0.5, 0];

    /// <summary>Shares up to all, from the highest round share that holds every value.</summary>
    public static LineScale OfShares(IEnumerable<double?> values)
    {
        var least = values.Min() ?? 1;
        return new LineScale(RoundShares.First(share => share <= least), 1);
    }

    /// <summary>Seconds from none on, up to the smallest round figure that holds every value.</summary>
    public static LineScale OfSeconds(IEnumerable<double?> values)
    {
        var most = values.Max() ?? 0;
        return new LineScale(0, RoundSeconds.FirstOrDefault(round => round >= most, Math.Ceiling(most / 86400) * 86400));
    }

    /// <summary>How far down it is drawn, of a hundred.</summary>
    public double Down(double value) => 100 - (100 * (value - Bottom) / (Top - Bottom));
}
