using SmsAdmin.Core.Quotas;

namespace SmsAdmin.Tests.Quotas;

public sealed class ProjectionTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset FirstOfDecember = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_day_runs_out_when_its_rate_so_far_says_so()
    {
        // 600 in ten hours are 60 an hour: 300 are left for five hours.
        var projection = Projection.OfDay(Day(600, 900), Midnight, Midnight.AddHours(10));
        Assert.Equal(new Projection.RunsOut(Midnight.AddHours(15)), projection);
    }

    [Fact]
    public void A_day_that_lasts_says_how_many_it_will_have_been() =>
        Assert.Equal(new Projection.Lasts(1440), Projection.OfDay(Day(600, 2_000), Midnight, Midnight.AddHours(10)));

    [Fact]
    public void A_burst_in_the_first_minute_of_a_day_is_not_the_days_rate() =>
        // 100 in a minute would be 144,000 a day.
        Assert.Equal(new Projection.Lasts(1_299), Projection.OfDay(Day(100, 2_000), Midnight, Midnight.AddMinutes(1)));

    [Fact]
    public void At_midnight_itself_nothing_is_used_and_nothing_runs_out() =>
        Assert.Equal(new Projection.Lasts(0), Projection.OfDay(Day(0, 1), Midnight, Midnight));

    [Theory]
    [InlineData(5_000)]
    [InlineData(5_001)]
    public void What_is_used_up_is_full(int used)
    {
        Assert.Equal(new Projection.Full(), Projection.OfDay(Day(used, 5_000), Midnight, Midnight.AddHours(1)));
        Assert.Equal(new Projection.Full(), Projection.OfMonth(Month(used, 5_000), [], Midnight));
    }

    [Fact]
    public void A_month_runs_out_at_the_rate_of_the_last_seven_days()
    {
        // 100 an hour for a week, and 9,600 left: four days.
        var projection = Projection.OfMonth(Month(90_400, 100_000), Hours(Projection.HoursLookedAt, 100), Midnight);
        Assert.Equal(Midnight.AddHours(96), Assert.IsType<Projection.RunsOut>(projection).At);
    }

    [Fact]
    public void A_plan_that_was_first_used_two_days_ago_has_the_rate_of_two_days() =>
        Assert.Equal(new Projection.Lasts(4_800 + (100 * 8 * 24)), Projection.OfMonth(Month(4_800, 100_000), Hours(48, 100), Midnight));

    [Fact]
    public void A_plan_that_was_first_used_an_hour_ago_is_reckoned_by_the_day() =>
        // 240 in an hour are not 5,760 a day, but 240.
        Assert.Equal(new Projection.Lasts(240 + (240 * 8)), Projection.OfMonth(Month(240, 10_000), Hours(1, 240), Midnight));

    [Fact]
    public void A_month_that_was_not_used_lately_lasts() =>
        Assert.Equal(new Projection.Lasts(90_000), Projection.OfMonth(Month(90_000, 100_000), Hours(168, 0), Midnight));

    [Fact]
    public void A_quota_of_which_one_is_left_and_a_rate_of_one_a_week_gives_a_time_that_exists()
    {
        var hours = Hours(168, 0).ToArray();
        hours[1] = hours[1] with { Messages = 1 };
        Assert.IsType<Projection.RunsOut>(Projection.OfMonth(Month(9, 10), hours, Midnight));
    }

    [Fact]
    public void No_limit_is_no_end() => Assert.Equal(new Projection.Lasts(240), Projection.OfDay(Day(100, null), Midnight, Midnight.AddHours(10)));

    private static QuotaUse Day(int used, int? limit) => new("day", used, used, limit, Midnight.AddDays(1));

    private static QuotaUse Month(int used, int limit) => new("month", used, used, limit, FirstOfDecember);

    private static List<UsageSpan> Hours(int count, int messages) =>
        [.. Enumerable.Range(0, count).Select(i => new UsageSpan(Midnight.AddHours(i - count), messages, messages))];
}
