using Bunit;
using Microsoft.Extensions.Configuration;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.Credentials;

namespace SmsAdmin.Tests.Web;

public sealed class PlanCardTests : ComponentTest
{
    private static readonly PlanView Plan = new(
        Guid.Parse("01a2080e-ae9a-705d-86ac-404243140ccf"), "Acme EU", "4f1c07d2b9e34a6f8c51d0e2937ba07e", "9f3b", new DateTimeOffset(2025, 11, 30, 9, 0, 0, TimeSpan.Zero),
        "Anna Lind", "eu", null, "https://eu.sms.api.sinch.com", "+46701740650", PlanKind.Production, 30, 5000, 100_000, "Europe/Stockholm", [], true, false,
        PlanSource.Storage, PlanReadiness.Ready, new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero), 200, "Sinch takes plan and token together.", null, null, null);

    [Fact]
    public void A_ready_plan_shows_what_it_is_and_never_its_token()
    {
        var text = Text(Show(Plan));

        foreach (var part in new[] { "Default", "Production", "Verified", "••••••••9f3b", "set 30 Nov 2025 by Anna Lind", "eu.sms.api.sinch.com", "+46 70 174 06 50", "30 a second, 5,000 a day, 100,000 a month", "HTTP status200", "Deleting needs another default first" })
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PlanReadiness.NoRegion, "Incomplete: no region", "Detect region")]
    [InlineData(PlanReadiness.NotVerified, "Not verified", "Check now")]
    [InlineData(PlanReadiness.TokenUnreadable, "Token cannot be opened", "Replace the token")]
    [InlineData(PlanReadiness.Paused, "Paused", "Check now")]
    public void What_a_plan_lacks_stands_with_its_mend(PlanReadiness readiness, string chip, string mend)
    {
        var card = Show(Plan with { Readiness = readiness, PausedWhy = "Sinch refuses the token." });

        Assert.Equal(chip, card.Find("header .st").TextContent);
        Assert.NotNull(card.Find(".note"));
        Assert.Contains(card.FindAll("footer .btn, .note .btn"), button => button.TextContent.Trim() == mend);
    }

    [Fact]
    public void The_regions_answers_stand_as_a_table_with_the_way_to_use_them()
    {
        var used = new List<string?>();
        var card = Page.Render<PlanCard>(card => card
            .Add(c => c.Plan, Plan with { Region = null, Url = null, Readiness = PlanReadiness.NoRegion })
            .Add(c => c.Desk, new PlanDesk(Finding: Finding("us")))
            .Add(c => c.OnUseRegion, used.Add));

        Assert.StartsWith(
            "Found it: this plan lives in us. Five regions asked at 13:29:12, read-only, in 0.41\u00A0s. Nothing was sent.",
            string.Join(' ', card.Find(".found > div span").TextContent.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(5, card.FindAll(".found tbody tr").Count);
        Assert.Equal("us|HTTP status200|Knows this plan and takes this token|212\u00A0ms", string.Join('|', card.FindAll(".found tbody tr:first-child td").Select(cell => cell.TextContent.Trim())));

        card.FindAll("footer button").Single(button => button.TextContent == "Set the region to us").Click();
        Assert.Equal(["us"], used);
    }

    [Fact]
    public void The_environments_plan_is_read_only_and_names_its_variables()
    {
        var source = EnvironmentPlan.Read(Variables(
            ("SINCH_SERVICE_PLAN_ID", "b82e5d19"), ("SINCH_API_TOKEN", "a-token-71c0"), ("SINCH_REGION", "moon")));
        var card = Page.Render<PlanCard>(card => card
            .Add(c => c.Plan, Plan with { Source = PlanSource.Environment, Region = null, Url = null, Readiness = PlanReadiness.NoRegion })
            .Add(c => c.Environment, source)
            .Add(c => c.Desk, new PlanDesk(Finding: Finding("us"))));

        var text = Text(card);
        Assert.Contains("Read from SINCH_SERVICE_PLAN_ID and SINCH_API_TOKEN when SmsAdmin started", text, StringComparison.Ordinal);
        Assert.Contains("nothing of it is written to disk", text, StringComparison.Ordinal);
        Assert.Contains("SINCH_REGION is “moon”", text, StringComparison.Ordinal);
        Assert.Contains("Import into encrypted storage with region us", text, StringComparison.Ordinal);
        Assert.Contains("SINCH_REGION=us", text, StringComparison.Ordinal);
        Assert.DoesNotContain(card.FindAll("footer .btn"), button => button.TextContent is "Edit" or "Delete" or "Replace the token");
    }

    [Fact]
    public void While_something_is_done_nothing_else_can_be_pressed()
    {
        var card = Page.Render<PlanCard>(card => card.Add(c => c.Plan, Plan with { IsDefault = false }).Add(c => c.MayDelete, true).Add(c => c.Desk, new PlanDesk(PlanDesk.Checking)));

        Assert.All(card.FindAll("footer button"), button => Assert.True(button.HasAttribute("disabled")));
        Assert.Contains("Checking…", Text(card), StringComparison.Ordinal);
    }

    private IRenderedComponent<PlanCard> Show(PlanView plan) => Page.Render<PlanCard>(card => card.Add(c => c.Plan, plan).Add(c => c.Desk, new PlanDesk()));

    private static string Text(IRenderedComponent<PlanCard> card) =>
        string.Join(' ', card.Find("section").TextContent.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private static IConfiguration Variables(params (string Key, string Value)[] variables) =>
        new ConfigurationBuilder().AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value))).Build();

    private static RegionFinding Finding(string found) => new(
        found, $"This plan lives in {found}.",
        [
            .. new[] { ("us", 212), ("eu", 96), ("au", 388), ("br", 341), ("ca", 229) }.Select(region => region.Item1 == found
                ? new RegionReply(region.Item1, 200, true, "Knows this plan and takes this token", TimeSpan.FromMilliseconds(region.Item2))
                : new RegionReply(region.Item1, 401, false, "Does not know this plan and token together", TimeSpan.FromMilliseconds(region.Item2))),
        ],
        new DateTimeOffset(2026, 11, 23, 13, 29, 12, TimeSpan.Zero), TimeSpan.FromSeconds(0.41));
}
