using Bunit;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
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
        var matters = new[] { new Matter(Urgency.Now, "Sending is paused", "Paused", "Sinch refuses the token.", null, "/credentials", "See what to do") };

        var admin = Page.Render<NeedsYou>(part => part.Add(p => p.Matters, matters).Add(p => p.MayMend, true));
        var support = Page.Render<NeedsYou>(part => part.Add(p => p.Matters, matters));

        Assert.Equal("/credentials", admin.Find("li.bad a.btn").GetAttribute("href"));
        Assert.Empty(support.FindAll("a"));
        Assert.Contains("for an administrator to mend", support.Markup, StringComparison.Ordinal);
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

    private static TrafficFigures Day(IReadOnlyList<TrafficHour> hours) => new(0, 0, 0, 0, 0, 0, null, null, null, null, hours);
}
