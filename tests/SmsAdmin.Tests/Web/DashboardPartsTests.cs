using Bunit;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.Dashboard;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Web;

public sealed class DashboardPartsTests : ComponentTest
{
    [Fact]
    public void The_first_step_that_is_not_done_is_the_one_to_take()
    {
        var steps = Page.Render<GetStarted>(part => part.Add(p => p.Steps,
        [
            new FirstStep("Your administrator account", null, true), new FirstStep("Send your first test", "Ten seconds.", false, "Send a test", "/send"),
            new FirstStep("Add your Sinch credentials", "Three things.", false, "Add", "/credentials/new"),
        ]));

        Assert.Equal("1 of 3 done", steps.Find("header .small").TextContent);
        Assert.Equal("/send", steps.Find("li.now a.btn.pri").GetAttribute("href"));
        Assert.Single(steps.FindAll("li.done"));
    }

    [Fact]
    public void Who_may_not_mend_a_matter_sees_it_without_a_way_to_a_closed_page()
    {
        var alerts = new[] { Paused };

        var admin = Page.Render<NeedsYou>(part => part.Add(p => p.Alerts, alerts).Add(p => p.Role, Roles.Admin).AddCascadingValue(new ViewerZone(TimeZoneInfo.Utc, Clock)));
        var support = Page.Render<NeedsYou>(part => part.Add(p => p.Alerts, alerts).Add(p => p.Role, Roles.Support));

        Assert.Equal("/credentials", admin.Find("li.bad a.btn").GetAttribute("href"));
        Assert.StartsWith("Paused since 13:21:06. Sinch refuses the token.", admin.Find("li.bad p").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Empty(support.FindAll("a.btn"));
        Assert.Contains("1 open, for an administrator to mend", support.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_somebody_has_seen_to_shrinks_to_a_line_and_nothing_open_says_so()
    {
        var seen = Paused with { AcknowledgedAt = Clock.GetUtcNow(), AcknowledgedBy = "Bo Ek" };

        var part = Page.Render<NeedsYou>(one => one.Add(p => p.Alerts, [seen]).Add(p => p.ReadAt, Clock.GetUtcNow()).Add(p => p.Role, Roles.Admin));

        Assert.Empty(part.FindAll("li"));
        Assert.Contains("Nothing needs you.", part.Markup, StringComparison.Ordinal);
        Assert.Contains("Acknowledged by Bo Ek", part.Find("footer").TextContent, StringComparison.Ordinal);
        Assert.Equal("/credentials", part.Find("footer a").GetAttribute("href"));
    }

    [Fact]
    public void Lines_have_a_gap_where_nothing_is_and_a_table_behind_one_click()
    {
        var hours = Enumerable.Range(0, 24).Select(hour => new TrafficHour(new DateTimeOffset(2026, 11, 23, hour, 0, 0, TimeSpan.Zero), hour is 3 or 4 or 9 ? 9 : 0, 0, hour is 3 or 4 or 9 ? 1 : 0)).ToList();

        var card = Page.Render<RateCard>(part => part.Add(p => p.Figures, Day(hours) with { Messages = 30, Delivered = 27, NotDelivered = 3, UsualRate = 0.99 }));

        Assert.Equal("M3.5 50L4.5 50M9.16 50H9.84", card.Find("path.l1").GetAttribute("d"));
        Assert.Equal(["80\u00A0%", "90\u00A0%", "100\u00A0%"], card.FindAll(".chart .y").Select(mark => mark.TextContent));
        Assert.Equal(["90\u00A0%", "99\u00A0%"], card.FindAll(".chart-table tbody tr")[3].QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Equal("–", card.FindAll(".chart-table tbody tr")[5].QuerySelector("td")!.TextContent);
    }

    [Fact]
    public void A_day_without_a_message_claims_no_figures()
    {
        var strip = Page.Render<TodayStrip>(part => part.Add(p => p.Today, Day([])));

        Assert.Equal(["0", "–", "–", "0", "–"], strip.FindAll(".v").Select(value => value.TextContent.Trim()));
    }

    [Fact]
    public void The_strip_says_what_was_counted()
    {
        var zone = new ViewerZone(TimeZoneInfo.Utc, Clock);
        var today = Day([]) with
        {
            Messages = 4100,
            Parts = 4862,
            Delivered = 3542,
            NotDelivered = 113,
            Queued = 426,
            OldestQueuedAt = zone.Now.AddSeconds(-17),
            MedianToDelivery = TimeSpan.FromSeconds(2.8),
            P95ToDelivery = TimeSpan.FromSeconds(11.4),
            LastReceiptAt = zone.Now.AddSeconds(-3),
        };

        var strip = Page.Render<TodayStrip>(part => part.Add(p => p.Today, today).AddCascadingValue(zone));

        Assert.Equal(["4,100", "96.9\u00A0%", "2.8\u00A0s", "426", "3\u00A0s ago"], strip.FindAll(".v").Select(value => value.TextContent.Trim()));
        Assert.Contains("oldest 17\u00A0s", strip.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_stand_in_the_readers_zone_on_a_day_of_25_hours_too()
    {
        var stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");
        var start = new DateTimeOffset(2026, 10, 24, 22, 0, 0, TimeSpan.Zero);
        var hours = Enumerable.Range(0, 25).Select(hour => new TrafficHour(start.AddHours(hour), hour == 0 ? 1 : 0, 0, 0)).ToList();

        var card = Page.Render<TrafficCard>(part => part.Add(p => p.Figures, Day(hours) with { Messages = 1, Delivered = 1 }).AddCascadingValue(new ViewerZone(stockholm, Clock)));

        Assert.Equal(25, card.FindAll(".chart-table tbody tr").Count);
        Assert.Equal("00:00", card.Find(".chart-table tbody th").TextContent);
        Assert.Equal(["00", "06", "12", "18", "24"], card.FindAll(".chart .x").Select(mark => mark.TextContent));
    }

    private AlertView Paused => new(
        Guid.CreateVersion7(), AlertKind.PlanPaused, Guid.CreateVersion7(), "", true, "Sending is paused", "Sinch refuses the token.", "/credentials", Clock.GetUtcNow().AddMinutes(-11), 1,
        Clock.GetUtcNow(), null, null, null);

    private static TrafficFigures Day(IReadOnlyList<TrafficHour> hours) => new(0, 0, 0, 0, 0, 0, null, null, null, null, hours);
}
