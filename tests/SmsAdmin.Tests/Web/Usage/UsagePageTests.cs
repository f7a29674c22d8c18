using Bunit;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Web.Components.Pages.Usage;

namespace SmsAdmin.Tests.Web.Usage;

public sealed class UsagePageTests : ConsoleTest
{
    [Fact]
    public async Task Second_day_and_month_stand_against_their_limits_with_where_they_head()
    {
        await ChangePlanAsync(plan => (plan.PerDay, plan.PerMonth) = (4, 1_000));
        for (var i = 0; i < 3; i++) await SubmitAsync("+12015550100");
        await Rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        var page = Open<UsagePage>("/usage", Roles.Support);

        var gauges = page.FindAll(".gauge").Select(gauge => Plain(gauge.TextContent)).ToList();
        Assert.Contains("3 of 30", gauges[0], StringComparison.Ordinal);
        Assert.Contains("3 of 4", gauges[1], StringComparison.Ordinal);
        // 3 in 14 hours and a half, one is left: at 19:23 in Stockholm, told in the reader's UTC.
        Assert.Contains("Used up at this rate at 18:", gauges[1], StringComparison.Ordinal);
        Assert.Contains("3 of 1,000", gauges[2], StringComparison.Ordinal);
        Assert.Contains("It lasts: about 25 messages at this rate", gauges[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_chart_has_its_table()
    {
        await SubmitAsync("+12015550100", new string('a', 200));
        var page = Open<UsagePage>("/usage");

        var tables = page.FindAll("details table");
        Assert.Equal([24, 30], tables.Select(table => table.QuerySelectorAll("tbody tr").Length));
        Assert.All(tables, table => Assert.Equal(["1", "2"], table.QuerySelectorAll("tbody tr:last-child td").Select(cell => cell.TextContent)));
    }

    [Fact]
    public async Task The_plan_in_the_address_is_the_one_that_is_shown()
    {
        var other = await Rooms.AddPlanAsync(Sandbox, draft => draft with { Name = "Acme EU", ServicePlanId = "sandbox-eu", Region = "eu" }, "token-eu");
        await SubmitAsync("+12015550100");
        var page = Open<UsagePage>($"/usage?plan={other}");

        Assert.Equal("Acme EU", page.Find(".card h2").TextContent);
        Assert.Contains("0 messages, no limit", Plain(page.FindAll(".gauge")[1].TextContent), StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("#plan").ChangeAsync(PlanId.ToString()));
        Assert.Equal($"/usage?plan={PlanId}", Address);
    }

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
