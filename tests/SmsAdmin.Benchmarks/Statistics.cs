namespace SmsAdmin.Benchmarks;

internal static class Statistics
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    public static TimeSpan Percentile(IReadOnlyCollection<TimeSpan> values, double share) =>
        values.Order().ElementAt(Math.Min(values.Count - 1, (int)(share * values.Count)));

    /// <summary>The most instants that any window of one second holds, wherever it begins.</summary>
    public static int MostInOneSecond(IEnumerable<DateTimeOffset> instants)
    {
        var sorted = instants.Order().ToList();
        var (most, first) = (0, 0);
        for (var last = 0; last < sorted.Count; last++)
        {
            while (sorted[last] - sorted[first] >= TimeSpan.FromSeconds(1)) first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
