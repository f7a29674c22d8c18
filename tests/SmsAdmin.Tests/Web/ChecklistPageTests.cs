using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.Checklist;

namespace SmsAdmin.Tests.Web;

/// <summary>The page of the checklist: who may do what, and proofs that go stale before the reader's eyes.</summary>
public sealed class ChecklistPageTests : ConsoleTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // Told to shift its Date, the sandbox tells that of the test's clock.
        await Sandbox.ControlAsync("clock", new { date_shift_seconds = 0.001 });
        Page.Services.AddSingleton(Rooms.Get<ChecklistBook>());
        Page.Services.AddSingleton(Rooms.Get<ChecklistRuns>());
        Page.Services.AddSingleton(Rooms.Get<ChecklistChanges>());
        Page.Services.AddSingleton(Rooms.Get<ChecklistMends>());
        Page.Services.AddSingleton(Rooms.Get<OdooChanges>());
        Page.Services.AddSingleton<ChecklistDesk>();
    }

    [Fact]
    public async Task A_token_changed_after_a_green_run_makes_its_items_stale_at_once_on_every_open_page()
    {
        await Rooms.Get<ChecklistRuns>().RunAsync(new RunWish(PlanId), TestRooms.Anna, Ct);
        var open = Open<ChecklistPage>();
        var other = Page.Render<ChecklistPage>();
        other.WaitForState(() => other.FindAll(".chk > .ok").Count > 0);
        Assert.Equal((7, 0), (open.FindAll(".chk > .ok").Count, open.FindAll(".chk > .stale").Count));
        await Sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", token = "token-new" });

        await Rooms.Get<TokenReplacement>().ReplaceAsync(PlanId, "token-new", TestRooms.Anna, Ct);

        await UntilAsync(() => open.FindAll(".chk > .stale").Count == 4 && other.FindAll(".chk > .stale").Count == 4);
        Assert.Contains("Stale: API token changed since.", open.Find(".chk > .stale").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Free_items_are_asked_by_one_press_and_what_costs_an_SMS_says_so()
    {
        var page = Open<ChecklistPage>();
        Assert.Contains("2\u00A0SMS go there", page.Find("#phone-says").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Run the free items").Click());

        await UntilAsync(() => page.FindAll(".sum .big").Count == 1);
        Assert.Equal("Not proven: 4\u00A0items not asked", page.Find(".sum .big").TextContent);
        Assert.Contains("Not asked: it costs 1\u00A0SMS.", page.Find(".chk").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await QueuedAsync());
    }

    [Fact]
    public async Task One_item_is_asked_again_without_a_phone_where_that_is_free_and_asks_for_one_where_it_is_not()
    {
        await Rooms.Get<ChecklistRuns>().RunAsync(new RunWish(PlanId), TestRooms.Anna, Ct);
        var page = Open<ChecklistPage>();

        await AgainAsync("Run 10 again");
        await UntilAsync(() => page.FindAll(".sum .faint").Any(line => line.TextContent.StartsWith("Run 2", StringComparison.Ordinal)));
        Assert.Empty(page.FindAll("#phone.err"));
        await AgainAsync("Run 4 again (1\u00A0SMS)");

        page.WaitForAssertion(() => Assert.Contains("Give the test phone with + and country code", page.Find("#phone-says").TextContent, StringComparison.Ordinal));
        Assert.Equal(0, await QueuedAsync());

        Task AgainAsync(string label) => page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == label).Click());
    }

    [Fact]
    public async Task A_number_that_is_none_is_told_at_its_field_and_nothing_runs()
    {
        var page = Open<ChecklistPage>();

        await page.InvokeAsync(() => page.Find("#phone").Change("0701740605"));
        await page.InvokeAsync(() => page.Find("form").Submit());

        page.WaitForAssertion(() => Assert.Contains("Give the test phone with + and country code", page.Find("#phone-says").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".chk"));
    }

    [Fact]
    public async Task A_run_that_its_program_ended_over_can_be_stopped_and_run_again()
    {
        await Rooms.LookAsync(async db =>
        {
            db.ChecklistRuns.Add(new ChecklistRun { Id = Guid.CreateVersion7(), PlanId = PlanId, Number = 1, StartedAt = Clock.GetUtcNow(), ByName = "Anna Lind" });
            return await db.SaveChangesAsync(Ct);
        });
        var page = Open<ChecklistPage>();
        Assert.Empty(page.FindAll("#phone"));

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Stop").Click());
        await UntilAsync(() => page.FindAll("#phone").Count == 1);
        Assert.Contains("If that program ended over it", page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Stop");
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Run the free items").Click());

        await UntilAsync(() => page.FindAll(".sum .faint").Any(line => line.TextContent.StartsWith("Run 2", StringComparison.Ordinal)));
        Assert.Empty(page.FindAll(".note"));
    }

    [Theory]
    [InlineData(Roles.Support, 0, 0)]
    [InlineData(Roles.Operator, 1, 0)]
    [InlineData(Roles.Admin, 1, 1)]
    public async Task A_role_is_offered_what_it_may_do(string role, int runs, int mends)
    {
        await Rooms.Get<PlanEditing>().SetRegionAsync(PlanId, "eu", TestRooms.Anna, Ct);
        await Rooms.Get<ChecklistRuns>().RunAsync(new RunWish(PlanId), TestRooms.Anna, Ct);

        var page = Open<ChecklistPage>(role: role);

        Assert.Contains("It lives in us", page.Find(".chk > .bad").TextContent, StringComparison.Ordinal);
        Assert.Equal(runs, page.FindAll("#phone").Count);
        Assert.Equal(mends, page.FindAll(".chk > .bad button.pri").Count);
        if (mends == 0) return;
        await page.InvokeAsync(() => page.Find(".chk > .bad button.pri").Click());
        await UntilAsync(() => page.FindAll(".chk > .bad").Count == 0 && page.FindAll(".chk > .ok").Count == 7);
    }

    [Fact]
    public async Task Two_runs_stand_side_by_side_and_a_report_holds_nothing_secret()
    {
        var first = Assert.IsType<RunOutcome.Begun>(await Rooms.Get<ChecklistRuns>().RunAsync(new RunWish(PlanId), TestRooms.Anna, Ct));
        await Sandbox.ControlAsync("clock", new { date_shift_seconds = 3600 });
        var second = Assert.IsType<RunOutcome.Begun>(await Rooms.Get<ChecklistRuns>().RunAsync(new RunWish(PlanId), TestRooms.Anna, Ct));

        var history = Open<HistoryPage>($"/checklist/history?a={first.RunId}&b={second.RunId}", Roles.Support);
        var report = Page.Render<ReportPage>(p => p.Add(page => page.Run, second.RunId));

        Assert.Contains("Run 1 and run 2: 1 of 13 items differ", history.Markup, StringComparison.Ordinal);
        Assert.Contains("Fail.", Assert.Single(history.FindAll("tbody b")).TextContent, StringComparison.Ordinal);
        report.WaitForAssertion(() => Assert.Contains("10. Clock: Fail", report.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("token-us", report.Markup, StringComparison.Ordinal);
    }
}
