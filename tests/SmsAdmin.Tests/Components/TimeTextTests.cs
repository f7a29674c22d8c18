using Bunit;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Components;

public sealed class TimeTextTests : ComponentTest
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 13, 21, 8, 114, TimeSpan.Zero);

    [Fact]
    public void An_instant_is_read_by_the_clock_on_the_readers_wall_and_utc_is_on_hover()
    {
        var time = Draw(At, TimeForm.ClockExact, "Europe/Stockholm");

        Assert.Equal("14:21:08.114", time.TextContent);
        Assert.Equal("11\u00A0minutes ago, 2026-11-23 13:21:08.114 UTC", time.GetAttribute("title"));
        Assert.Equal("2026-11-23T13:21:08.114Z", time.GetAttribute("datetime"));
    }

    [Fact]
    public void A_relative_instant_has_its_clock_on_hover()
    {
        var time = Draw(At, TimeForm.Relative, "Europe/Stockholm");

        Assert.Equal("11\u00A0minutes ago", time.TextContent);
        Assert.Equal("14:21:08, 2026-11-23 13:21:08.114 UTC", time.GetAttribute("title"));
    }

    [Theory]
    [InlineData("2026-10-25T00:59:59Z", "02:59:59")]
    [InlineData("2026-10-25T01:00:00Z", "02:00:00")]
    [InlineData("2026-03-29T00:59:59Z", "01:59:59")]
    [InlineData("2026-03-29T01:00:00Z", "03:00:00")]
    public void Summer_time_begins_and_ends_on_the_right_second(string instant, string clock) =>
        Assert.Equal(clock, Draw(DateTimeOffset.Parse(instant, null), TimeForm.Clock, "Europe/Stockholm").TextContent);

    [Fact]
    public void Today_is_the_readers_day_and_not_the_servers()
    {
        var beforeMidnightInUtc = new DateTimeOffset(2026, 11, 22, 23, 30, 0, TimeSpan.Zero);

        Assert.Equal("00:30:00", Draw(beforeMidnightInUtc, TimeForm.Moment, "Europe/Stockholm").TextContent);
        Assert.Equal("22 Nov, 23:30", Draw(beforeMidnightInUtc, TimeForm.Moment, null).TextContent);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Nowhere/Land")]
    [InlineData("../../etc/passwd")]
    public void Without_a_zone_that_is_known_here_times_are_in_utc(string? zone)
    {
        Assert.Equal("13:21:08", Draw(At, TimeForm.Clock, zone).TextContent);
        Assert.Contains("Times are in UTC. ", Note(zone), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Europe/Stockholm", "Times are in Europe/Stockholm (UTC+1).")]
    [InlineData("Asia/Kolkata", "Times are in Asia/Kolkata (UTC+5:30).")]
    [InlineData("America/New_York", "Times are in America/New_York (UTC-5).")]
    public void The_page_names_the_zone_and_how_far_it_is_from_utc_today(string zone, string words) =>
        Assert.StartsWith(words, Note(zone), StringComparison.Ordinal);

    private AngleSharp.Dom.IElement Draw(DateTimeOffset at, TimeForm form, string? zone) => Page.Render<TimeText>(p => p
        .Add(c => c.At, at)
        .Add(c => c.Form, form)
        .AddCascadingValue(ViewerZone.Of(zone, Clock))).Find("time");

    private string Note(string? zone) => Page.Render<ZoneNote>(p => p.AddCascadingValue(ViewerZone.Of(zone, Clock))).Find("p").TextContent;
}
