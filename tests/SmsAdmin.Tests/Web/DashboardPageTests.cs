using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.Dashboard;

namespace SmsAdmin.Tests.Web;

/// <summary>The first page: what comes next on a fresh install; then whether the setup is proven, what needs somebody, and today.</summary>
public sealed class DashboardPageTests : ConsoleTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // Told to shift its Date, the sandbox tells that of the test's clock.
        await Sandbox.ControlAsync("clock", new { date_shift_seconds = 0.001 });
        Page.Services.AddSingleton(Rooms.Get<AlertBook>());
        Page.Services.AddSingleton(Rooms.Get<AlertFeed>());
        Page.Services.AddSingleton(Rooms.Get<Traffic>());
        Page.Services.AddSingleton(Rooms.Get<ChecklistBook>());
        Page.Services.AddSingleton(Rooms.Get<ChecklistChanges>());
        Page.Services.AddSingleton(Rooms.Get<Connections>());
        Page.Services.AddSingleton<DashboardDesk>();
    }

    [Fact]
    public void A_fresh_install_sees_its_next_step_and_that_nothing_is_proven_yet()
    {
        var page = Open<DashboardPage>(role: Roles.Admin);

        Assert.Equal("/send", page.Find(".steps li.now a.btn.pri").GetAttribute("href"));
        Assert.Equal(["Connect", "Open"], page.FindAll(".steps li:not(.now) a.btn").Select(link => link.TextContent));
        Assert.Contains("Not proven yet", page.Markup, StringComparison.Ordinal);
        Assert.Contains("No messages yet today", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_day_is_told_in_figures_charts_and_tables()
    {
        await SubmitAsync("+12015550100");
        await Rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        Clock.Advance(TimeSpan.FromSeconds(10));
        await Rooms.Get<ReceiptPolling>().RunOnceAsync(Ct);
        var page = Open<DashboardPage>(role: Roles.Operator);

        Assert.Equal(["1", "100\u00A0%"], page.FindAll(".strip .v").Take(2).Select(value => value.TextContent.Trim()));
        Assert.Equal(3, page.FindAll(".chart").Count);
        Assert.Equal(3, page.FindAll(".chart-table table").Count);
        Assert.Contains("Nothing needs you.", page.Find(".needs").TextContent, StringComparison.Ordinal);

        await SubmitAsync("+12015550100");

        await UntilAsync(() => page.Find(".strip .v").TextContent.Trim() == "2");
    }

    [Fact]
    public async Task A_plan_that_pauses_and_a_run_of_the_checklist_are_seen_at_once_with_their_way_out()
    {
        await SubmitAsync("+12015550100");
        var page = Open<DashboardPage>(role: Roles.Admin);
        Assert.Contains("What it checks", page.Markup, StringComparison.Ordinal);

        await Rooms.Get<ChecklistRuns>().RunAsync(new RunWish(PlanId), TestRooms.Anna, Ct);
        await UntilAsync(() => page.Markup.Contains("Open the checklist", StringComparison.Ordinal));
        Assert.Contains("Not asked: it costs 1\u00A0SMS.", page.Markup, StringComparison.Ordinal);

        await Rooms.Get<PlanStates>().PauseAsync(PlanId, "Sinch refuses the token.", Clock.GetUtcNow().AddHours(1), Ct);
        await Rooms.Get<AlertWatch>().RunOnceAsync(Ct);

        await UntilAsync(() => page.FindAll(".needs li.bad").Count == 1);
        Assert.Equal($"/credentials#plan-{PlanId}", page.Find(".needs li.bad a.btn").GetAttribute("href"));
    }

    [Theory]
    [InlineData(Roles.Operator, true)]
    [InlineData(Roles.Support, false)]
    public async Task A_role_gets_no_button_that_it_may_not_press(string role, bool maySend)
    {
        await SubmitAsync("+12015550100");
        await Rooms.Get<PlanStates>().PauseAsync(PlanId, "Sinch refuses the token.", Clock.GetUtcNow().AddHours(1), Ct);
        await Rooms.Get<AlertWatch>().RunOnceAsync(Ct);

        var page = Open<DashboardPage>(role: role);

        Assert.Equal(maySend, page.FindAll("a[href='/send']").Count > 0);
        Assert.Empty(page.FindAll(".needs li a"));
        Assert.Contains("for an administrator to mend", page.Find(".needs").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("a"), link => link.GetAttribute("href")!.StartsWith("/credentials", StringComparison.Ordinal));
    }

    [Fact]
    public void Somebody_of_support_is_not_told_to_do_what_they_may_not()
    {
        var page = Open<DashboardPage>(role: Roles.Support);

        Assert.Empty(page.FindAll(".steps a.btn"));
        Assert.Empty(page.FindAll("a[href^='/sandbox'], a[href='/send'], a[href^='/credentials']"));
    }
}
