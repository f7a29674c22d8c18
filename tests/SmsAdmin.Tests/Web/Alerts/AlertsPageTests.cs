using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.Alerts;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Web.Alerts;

public sealed class AlertsPageTests : ConsoleTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Page.Services.AddSingleton(Rooms.Get<AlertBook>());
        Page.Services.AddSingleton(Rooms.Get<AlertFeed>());
    }

    [Fact]
    public void Without_alerts_it_says_so() => Assert.Contains("Nothing needs you.", Open<AlertsPage>("/alerts").Markup, StringComparison.Ordinal);

    [Fact]
    public async Task An_alert_appears_by_itself_and_moves_down_when_it_is_over()
    {
        var page = Open<AlertsPage>("/alerts", Roles.Admin);
        await Rooms.Get<AlertBook>().RaiseAsync(new AlertCase(AlertKind.PlanPaused, PlanId, "", "Sending is paused", "Sinch refuses the token.", "/credentials"), Ct);
        await UntilAsync(() => page.FindAll(".needs li").Count == 1);
        Assert.Equal(["/credentials", $"/diagnose/authentication?plan={PlanId}"], page.FindAll(".needs li a").Select(link => link.GetAttribute("href")));

        await Rooms.Get<AlertBook>().EndAsync(AlertKind.PlanPaused, PlanId, "", Ct);
        await UntilAsync(() => page.FindAll(".needs li").Count == 0);
        Assert.Equal("Sending is paused", page.Find(".tbl .a").TextContent.Trim());
    }
}

/// <summary>Which path looks for the cause of which alert.</summary>
public sealed class AlertPathTests
{
    private static readonly Guid Plan = Guid.CreateVersion7();

    [Theory]
    [InlineData(AlertKind.PlanPaused, "/credentials#plan", "/diagnose/authentication?plan=PLAN")]
    [InlineData(AlertKind.PlanPaused, "/queue", null)]
    [InlineData(AlertKind.PlanNotReady, "/credentials#plan", "/diagnose/authentication?plan=PLAN")]
    [InlineData(AlertKind.CheckFailed, "/credentials#plan", "/diagnose/authentication?plan=PLAN")]
    [InlineData(AlertKind.KeyRing, "/settings", "/diagnose/authentication")]
    [InlineData(AlertKind.QueueAge, "/messages?status=queued", "/diagnose/rate?plan=PLAN")]
    [InlineData(AlertKind.QuotaFull, "/credentials/edit", "/diagnose/rate?plan=PLAN")]
    [InlineData(AlertKind.QuotaNearlyFull, "/credentials/edit", null)]
    [InlineData(AlertKind.NoReceipts, "/credentials#plan", "/diagnose?plan=PLAN&status=accepted")]
    [InlineData(AlertKind.FailuresHigh, "/messages?when=today&plan=PLAN&status=rejected", "/diagnose?when=today&plan=PLAN&status=rejected")]
    [InlineData(AlertKind.ChecklistRed, "/checklist", null)]
    [InlineData(AlertKind.StorageRefuses, "/settings", null)]
    public void An_alert_leads_to_the_path_that_looks_for_its_cause_where_it_does_not_say_it(AlertKind kind, string link, string? path)
    {
        var alert = new AlertView(Guid.NewGuid(), kind, Plan, "", true, "Something", "Because", OfPlan(link)!, DateTimeOffset.UnixEpoch, 1, DateTimeOffset.UnixEpoch, null, null, null);

        Assert.Equal(OfPlan(path), AlertWords.Path(alert));
    }

    private static string? OfPlan(string? address) => address?.Replace("PLAN", $"{Plan}", StringComparison.Ordinal);
}

public sealed class AlertFormTests(ReadyConsole console) : IClassFixture<ReadyConsole>
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private static async Task<string?> AcknowledgedByAsync(AlertBook alerts) => (await alerts.OpenAsync(Ct)).Single(alert => alert.Key == "bell").AcknowledgedBy;

    [Fact]
    public async Task The_bell_stands_on_every_page_and_acknowledges_from_there_by_a_plain_post()
    {
        var alerts = console.Room<AlertBook>();
        // Counted ones are left open by the watch.
        await alerts.RaiseAsync(new AlertCase(AlertKind.CallbackTooLarge, null, "bell", "A callback of 2 MB came", "Larger than any of Sinch’s.", "/credentials"), Ct);
        using var visitor = await console.SignedInAsync(Roles.Operator, Ct);
        Assert.Contains("A callback of 2 MB came", await visitor.ReadAsync("/account", Ct), StringComparison.Ordinal);

        // Others may be open too, and the watch may open more meanwhile: each press is for one of them.
        for (var presses = (await alerts.OpenAsync(Ct)).Count; presses > 0 && await AcknowledgedByAsync(alerts) is null; presses--)
        {
            using var answer = await visitor.PostAsync("/account", "/alerts/acknowledge", Ct);
            Assert.Equal("/account", visitor.Leads(answer));
        }

        Assert.Equal("Somebody Else", await AcknowledgedByAsync(alerts));
    }

    [Fact]
    public async Task Support_sees_alerts_and_acknowledges_none()
    {
        var alerts = console.Room<AlertBook>();
        await alerts.RaiseAsync(new AlertCase(AlertKind.CallbackTooLarge, null, "support", "A callback of 3 MB came", "Larger than any of Sinch’s.", "/credentials"), Ct);
        using var visitor = await console.SignedInAsync(Roles.Support, Ct);
        var page = await visitor.ReadAsync("/alerts", Ct);

        Assert.Contains("A callback of 3 MB came", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/alerts/acknowledge", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_webhook_and_its_secret_are_set_by_a_plain_post_and_the_secret_is_not_shown_again()
    {
        using var visitor = await console.AdminAsync(Ct);
        using var refused = await visitor.PostAsync("/settings/alerts", "Input.Url", Ct, ("Input.Url", "http://127.0.0.1:9/"), ("Input.Secret", "sixteen-letters-or-more"));
        Assert.Contains("private network", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        using var stored = await visitor.PostAsync(
            "/settings/alerts", "Input.Url", Ct, ("Input.Url", "http://127.0.0.1:9/"), ("Input.Secret", "sixteen-letters-or-more"), ("Input.AllowsPrivateHost", "true"));

        Assert.Equal("/settings/alerts?saved=changed", visitor.Leads(stored));
        var page = await visitor.ReadAsync("/settings/alerts", Ct);
        Assert.Contains("http://127.0.0.1:9/", page, StringComparison.Ordinal);
        Assert.DoesNotContain("sixteen-letters", page, StringComparison.Ordinal);

        using var test = await visitor.PostAsync("/settings/alerts", "alert-webhook-test", Ct);
        Assert.Equal("/settings/alerts?saved=test", visitor.Leads(test));
        Assert.NotEmpty(await console.Room<AlertWebhook>().PostsAsync(10, Ct));
    }
}
