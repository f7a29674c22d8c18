namespace SmsAdmin.Web.Components.Shared;

/// <summary>One span of time in a chart.</summary>
/// <param name="Label">"14:00"</param>
/// <param name="Delivered">Ended well; or all, where a chart has one block a bar.</param>
/// <param name="OnTheWay">Not final yet.</param>
/// <param name="NotDelivered">Ended any other way.</param>
/// <param name="Before">What the bar is compared with: all of the same span a week before, or its parts.</param>
public sealed record ChartBar(string Label, int Delivered, int OnTheWay, int NotDelivered, int? Before = null)
{
    /// <summary>The blocks of a bar from the foot up.</summary>
    public static readonly IReadOnlyList<string> Outcomes = ["Delivered", "On their way", "Not delivered"];

    /// <summary>The block at this place from the foot up.</summary>
    public int Block(int place) => place switch { 0 => Delivered, 1 => OnTheWay, _ => NotDelivered };

    public int Total => Delivered + OnTheWay + NotDelivered;
}

/// <summary>The height of a chart in messages: a round figure that a third of is round too.</summary>
public sealed record ChartScale(int Top)
{
    private static readonly int[] RoundThirds = [1, 2, 3, 4, 5, 6, 8];

    /// <summary>The smallest round top that holds every bar; 30 where there is none, so that the axes stay.</summary>
    public static ChartScale Of(IReadOnlyCollection<ChartBar> bars)
    {
        var highest = bars.Count == 0 ? 0 : bars.Max(bar => Math.Max(bar.Total, bar.Before ?? 0));
        if (highest == 0) return new ChartScale(30);
        for (var power = 1; ; power *= 10)
        {
            foreach (var third in RoundThirds)
            {
                if (third * power * 3 >= highest) return new ChartScale(third * power * 3);
            }
        }
    }

    public double Percent(double value) => 100.0 * value / Top;
}
