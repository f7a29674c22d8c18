using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Components;

public sealed class FiguresTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 32, 6, 114, TimeSpan.FromHours(1));

    [Fact]
    public void Numbers_are_grouped_and_units_do_not_break_away()
    {
        Assert.Equal("4,100", Figures.Count(4100));
        Assert.Equal("96.9\u00A0%", Figures.Percent(0.9692));
        Assert.Equal("2.8\u00A0s", Figures.Duration(TimeSpan.FromSeconds(2.8)));
        Assert.Equal("+0.26\u00A0s", Figures.Delta(TimeSpan.FromMilliseconds(262)));
    }

    [Theory]
    [InlineData(0, "0\u00A0messages")]
    [InlineData(1, "1\u00A0message")]
    [InlineData(4100, "4,100\u00A0messages")]
    public void One_is_not_many(long number, string words) => Assert.Equal(words, Figures.Count(number, "message"));

    [Theory]
    [InlineData(0.212, "212\u00A0ms")]
    [InlineData(0.9996, "1\u00A0s")]
    [InlineData(9.96, "10\u00A0s")]
    [InlineData(17, "17\u00A0s")]
    [InlineData(59.6, "1\u00A0min")]
    [InlineData(7200, "2\u00A0h")]
    [InlineData(86_400, "1\u00A0day")]
    [InlineData(345_600, "4\u00A0days")]
    public void A_duration_moves_to_the_next_unit_without_showing_sixty(double seconds, string words) =>
        Assert.Equal(words, Figures.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0\u00A0%")]
    [InlineData(0.00085, "under 1\u00A0%")]
    [InlineData(0.829, "82\u00A0%")]
    [InlineData(0.9999, "99\u00A0%")]
    [InlineData(1, "100\u00A0%")]
    public void What_is_used_is_never_rounded_up_and_never_nothing(double share, string words) => Assert.Equal(words, Figures.Used(share));

    [Theory]
    [InlineData(0.1, "under 0.01\u00A0s")]
    [InlineData(96, "0.10\u00A0s")]
    public void A_step_that_asked_nobody_did_not_take_no_time(double milliseconds, string words) => Assert.Equal(words, Figures.Took(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(-3, "3\u00A0s ago")]
    [InlineData(-660, "11\u00A0minutes ago")]
    [InlineData(-60, "1\u00A0minute ago")]
    [InlineData(7200, "in 2\u00A0hours")]
    public void A_lone_instant_is_said_from_now(int seconds, string words) =>
        Assert.Equal(words, Figures.Relative(Now.AddSeconds(seconds), Now));

    [Fact]
    public void A_moment_names_its_day_only_when_it_is_another()
    {
        Assert.Equal("14:32:06", Figures.Moment(Now, Now));
        Assert.Equal("21 Nov, 14:32", Figures.Moment(Now.AddDays(-2), Now));
        Assert.Equal("30 Nov 2025, 14:32", Figures.Moment(Now.AddDays(-358), Now));
    }

    [Fact]
    public void The_exact_instant_is_in_utc_to_the_millisecond() =>
        Assert.Equal("2026-11-23 13:32:06.114 UTC", Figures.Exact(Now));

    [Theory]
    [InlineData("4f1c07d2b9e34a6f8c51d0e2937ba07e", "4f1c…a07e")]
    [InlineData("9f2c41d0", "9f2c41d0")]
    public void Long_ids_are_cut_in_the_middle(string id, string shortId) => Assert.Equal(shortId, Figures.ShortId(id));
}
