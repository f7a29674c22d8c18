using Bunit;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.Sending;

namespace SmsAdmin.Tests.Web.Sending;

/// <summary>The form of a test while a database or a Sinch takes its time, and the reader does not.</summary>
public sealed class SlowAnswerTests : ConsoleTest
{
    private const string To = "+46 70 174 06 05";

    [Fact]
    public async Task The_price_never_stands_there_without_what_is_left()
    {
        await ChangePlanAsync(plan => plan.PerDay = 7);
        await SubmitAsync("+12015550100");
        IRenderedComponent<SendPage> page;
        using (Reads.Shut("Usage"))
        {
            page = Begin<SendPage>("/send");
            Assert.Empty(page.FindAll("#send-says, .empty"));
        }

        await page.WaitForElementAsync("#send-says");
        Assert.Contains("6\u00A0messages left today", page.Find("#send-says").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_of_one_plan_never_stands_beside_another()
    {
        await ChangePlanAsync(plan => plan.PerDay = 7);
        var other = await Rooms.AddPlanAsync(
            Sandbox, draft => draft with { Name = "Acme EU", ServicePlanId = "sandbox-eu", Region = "eu", PerDay = 3 }, "token-eu");
        var page = Open<SendPage>($"/send?plan={PlanId}");
        Assert.Contains("7\u00A0messages left today", page.Find("#send-says").TextContent, StringComparison.Ordinal);

        Task chosen;
        using (Reads.Shut("Usage"))
        {
            chosen = page.Find("#plan").ChangeAsync($"{other}");
            Assert.Equal("Costs 1\u00A0part.", page.Find("#send-says").TextContent);
        }

        await chosen;
        Assert.Contains("3\u00A0messages left today", page.Find("#send-says").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_typed_on_while_the_one_before_it_is_queued_is_another_test()
    {
        var page = Filled("The first");
        Task pressed;
        using (Reads.Shut("Submissions"))
        {
            pressed = page.Find("form").SubmitAsync();
            await page.Find("#text").InputAsync("The second");
        }

        await pressed;
        Assert.Contains("The first", page.Find(".raw pre").TextContent, StringComparison.Ordinal);
        Assert.False(page.Find("button[type=submit]").HasAttribute("disabled"));

        await page.Find("form").SubmitAsync();
        Assert.Contains("The second", page.Find(".raw pre").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, await QueuedAsync());
    }

    [Fact]
    public async Task The_dry_run_of_a_text_that_changed_meanwhile_is_not_shown()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var sinch = await ScriptedServer.StartAsync(async (context, _) =>
        {
            asked.SetResult();
            await answer.Task;
            await ScriptedServer.WriteAsync(context, 200, """{"number_of_recipients":1,"number_of_messages":2}""");
        });
        await ChangePlanAsync(plan => (plan.BaseUrl, plan.AllowsPrivateHost) = (sinch.Root, true));
        var page = Filled(new string('a', 161));

        var pressed = page.FindAll("button").Single(button => button.TextContent == "Dry run").ClickAsync();
        await asked.Task.WaitAsync(Ct);
        await page.Find("#text").InputAsync("Short");
        answer.SetResult();

        await pressed;
        Assert.DoesNotContain("dry run", page.Find("#text-says").TextContent, StringComparison.OrdinalIgnoreCase);
    }

    private IRenderedComponent<SendPage> Filled(string text)
    {
        var page = Open<SendPage>("/send");
        page.Find("#to").Input(To);
        page.Find("#text").Input(text);
        return page;
    }
}
