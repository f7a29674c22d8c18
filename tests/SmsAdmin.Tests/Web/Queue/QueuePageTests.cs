using Bunit;
using MudBlazor;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Components.Pages.Messages;
using SmsAdmin.Web.Components.Pages.Queue;

namespace SmsAdmin.Tests.Web.Queue;

public sealed class QueuePageTests : ConsoleTest
{
    private const string Good = "+12015550100";
    private const string RefusedForGood = "+12075554001";

    [Fact]
    public async Task What_waits_stands_in_its_lane()
    {
        await SubmitAsync(Good);
        await SubmitAsync(Good);
        var page = Open<QueuePage>("/queue");

        Assert.Equal(["Otp 0", "Test 2", "Normal 0", "Bulk 0"], page.FindAll("tbody tr").Select(row => $"{row.QuerySelector(".lane")!.TextContent} {row.QuerySelector("b")!.TextContent}"));
        Assert.Contains("2 messages wait", Plain(page.Find("#many").TextContent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Support_reads_and_touches_nothing()
    {
        await SubmitAsync(Good);
        var page = Open<QueuePage>("/queue", Roles.Support);

        Assert.NotEmpty(page.FindAll(".lane"));
        Assert.Empty(page.FindAll(".card button"));
        Assert.Empty(page.FindAll("#many"));
    }

    [Fact]
    public async Task Pausing_says_by_whom_and_resuming_lets_it_go_on()
    {
        var page = Open<QueuePage>("/queue");
        await page.InvokeAsync(() => Button(page, "Pause").ClickAsync());
        page.WaitForAssertion(() => Assert.Contains("Paused by Anna Lind", page.Find(".st.loud").TextContent, StringComparison.Ordinal));
        Assert.Contains("when a person resumes it", page.Find(".note").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => Button(page, "Resume").ClickAsync());
        page.WaitForAssertion(() => Assert.Contains("Nothing waits", page.Find(".st.loud").TextContent, StringComparison.Ordinal));
        Assert.Equal(PlanReadiness.Ready, (await Rooms.Get<Plans>().FindAsync(PlanId, Ct))!.Readiness);
    }

    [Fact]
    public async Task A_pause_by_refusal_is_told_from_a_persons()
    {
        await Rooms.Get<PlanStates>().PauseAsync(PlanId, "Sinch refuses the token.", DateTimeOffset.MaxValue, Ct);
        var page = Open<QueuePage>("/queue");

        Assert.Contains("Paused: Sinch refuses it", page.Find(".st.loud").TextContent, StringComparison.Ordinal);
        Assert.Contains("goes on by itself", page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("button"), button => button.TextContent.Contains("Try again now", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_are_cancelled_only_after_a_yes_and_the_page_says_what_became_of_them()
    {
        for (var i = 0; i < 3; i++) await SubmitAsync(Good);
        var page = Open<QueuePage>("/queue");
        var dialogs = Page.Render<MudDialogProvider>();

        var keeping = page.InvokeAsync(() => Button(page, "Cancel 3").ClickAsync());
        (await dialogs.WaitForElementAsync(".mud-dialog-actions button:first-child")).Click();
        await keeping;
        Assert.Null(Rooms.Get<QueueDeeds>().JobOf(PlanId));

        var cancelling = page.InvokeAsync(() => Button(page, "Cancel 3").ClickAsync());
        (await dialogs.WaitForElementAsync(".mud-dialog-actions button:last-child")).Click();
        await cancelling;
        await UntilAsync(() => page.Markup.Contains("Cancelled 3 of 3", StringComparison.Ordinal));
        Assert.Equal(0, await Rooms.LookAsync(db => Task.FromResult(db.Messages.Count(m => m.State == MessageState.Queued))));
    }

    [Fact]
    public async Task Sending_again_names_its_cost_before()
    {
        await SubmitAsync(RefusedForGood, new string('a', 200));
        await Rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        var page = Open<QueuePage>("/queue?status=rejected");
        var dialogs = Page.Render<MudDialogProvider>();
        Assert.Contains("1 message, 2 parts", Plain(page.Find("#many").TextContent), StringComparison.Ordinal);

        var sending = page.InvokeAsync(() => Button(page, "Send 1 again").ClickAsync());
        var yes = await dialogs.WaitForElementAsync(".mud-dialog-actions button:last-child");
        Assert.Contains("1 new message of 2 parts goes out through Acme US", Plain(dialogs.Markup), StringComparison.Ordinal);
        yes.Click();
        await sending;
        await UntilAsync(() => page.Markup.Contains("Sent again 1 of 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_message_is_cancelled_and_sent_again_from_its_own_page()
    {
        var id = await SubmitAsync(Good);
        var page = Open<MessageDetailPage>($"/messages/{id}", with: p => p.Add(c => c.Id, id));
        var dialogs = Page.Render<MudDialogProvider>();

        var cancelling = page.InvokeAsync(() => Button(page, "Cancel it").ClickAsync());
        (await dialogs.WaitForElementAsync(".mud-dialog-actions button:last-child")).Click();
        await cancelling;
        page.WaitForAssertion(() => Assert.NotNull(Button(page, "Send again")));

        var sending = page.InvokeAsync(() => Button(page, "Send again").ClickAsync());
        (await dialogs.WaitForElementAsync(".mud-dialog-actions button:last-child")).Click();
        await sending;
        Assert.StartsWith("/messages/", Address, StringComparison.Ordinal);
        Assert.NotEqual($"/messages/{id}", Address);
    }

    [Theory]
    [InlineData("/queue", "/queue")]
    [InlineData("/queue?status=failed&lane=bulk&asked=lastday", "/queue?status=failed&lane=bulk&asked=lastday")]
    [InlineData("/queue?status=delivered&lane=9&asked=soon&plan=x", "/queue")]
    public void The_choice_lives_in_the_address(string address, string read) => Assert.Equal(read, QueueFilter.Read(address).Href);

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string says)
        where T : Microsoft.AspNetCore.Components.IComponent =>
        page.FindAll("button").First(button => Plain(button.TextContent).Trim() == says);

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
