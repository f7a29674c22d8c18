using System.Threading.Channels;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Diagnosis;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Web.Components.Pages.Checklist;
using SmsAdmin.Web.Components.Pages.Diagnosis;
using SmsAdmin.Web.Components.Pages.Messages;

namespace SmsAdmin.Tests.Web;

/// <summary>The pages of diagnosis: what each role sees of a finding, its steps while they are taken, and the ways in.</summary>
public sealed class DiagnosisPagesTests : ConsoleTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // Told to shift its Date, the sandbox tells that of the test's clock.
        await Sandbox.ControlAsync("clock", new { date_shift_seconds = 0.001 });
        Page.Services.AddSingleton(Rooms.Get<MessagePath>());
        Page.Services.AddSingleton(Rooms.Get<UnaskedPath>());
        Page.Services.AddSingleton(Rooms.Get<AuthenticationPath>());
        Page.Services.AddSingleton(Rooms.Get<RatePath>());
    }

    [Theory]
    [InlineData(Roles.Admin, true)]
    [InlineData(Roles.Operator, false)]
    [InlineData(Roles.Support, false)]
    public async Task A_message_ends_in_one_finding_with_a_step_that_its_reader_may_take(string role, bool mayMend)
    {
        var id = await EndedAsync("+12035551060");

        var page = await FoundAsync(Open<DiagnoseMessagePage>(role: role, with: p => p.Add(c => c.Id, id)));

        Assert.Contains("delivery code 60", page.Find(".explain h2").TextContent, StringComparison.Ordinal);
        Assert.Contains("plan sandbox-us (Acme US), region us", page.Find(".explain .gap-below").TextContent, StringComparison.Ordinal);
        Assert.Equal("Delivery code60", page.Find(".explain .code.bad").TextContent);
        Assert.Equal(mayMend ? 1 : 0, page.FindAll($".explain a[href='/credentials/{PlanId}/edit']").Count);
        Assert.Equal(mayMend, !page.Find(".explain").TextContent.Contains("For somebody with more rights to do: Change the sender.", StringComparison.Ordinal));
        Assert.Contains("Client reference: " + id, page.Find("[data-copied='Copied the request to Sinch']").GetAttribute("data-copy"), StringComparison.Ordinal);
        var steps = page.FindAll(".chk > li");
        Assert.Equal("The cause.", steps[^1].QuerySelector(".word")!.TextContent);
        Assert.NotEmpty(steps[^1].QuerySelectorAll("details[open] .ev"));
    }

    [Fact]
    public async Task Support_sees_no_number_and_nobody_sees_a_secret()
    {
        var id = await EndedAsync("+12035551150");

        var support = await FoundAsync(Open<DiagnoseMessagePage>(role: Roles.Support, with: p => p.Add(c => c.Id, id)));

        Assert.Contains("+1 203-•••-••50", support.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("5551150", support.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("555-1150", support.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("token-us", support.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_copied_for_a_ticket_is_masked_whoever_copies_it()
    {
        var id = await EndedAsync("+12035551150");

        var page = await FoundAsync(Open<DiagnoseMessagePage>(role: Roles.Admin, with: p => p.Add(c => c.Id, id)));

        Assert.Contains("+1 203-555-1150", page.Find(".explain").TextContent.Replace('\u2011', '-'), StringComparison.Ordinal);
        var ticket = page.Find("[data-copied='Copied for a ticket']").GetAttribute("data-copy")!;
        Assert.Contains("Finding: delivery.150", ticket, StringComparison.Ordinal);
        Assert.DoesNotContain("555-1150", ticket.Replace('\u2011', '-'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_of_a_number_that_is_none_holds_no_whole_number_either()
    {
        var page = await FoundAsync(Open<DiagnosePage>("/diagnose?q=2015550177", Roles.Admin));

        Assert.Contains("5550177", Digits(page.Find(".chk").TextContent), StringComparison.Ordinal);
        var ticket = page.Find("[data-copied='Copied for a ticket']").GetAttribute("data-copy")!;
        Assert.Contains("Finding: number.format", ticket, StringComparison.Ordinal);
        Assert.DoesNotContain("5550177", Digits(ticket), StringComparison.Ordinal);

        static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
    }

    [Fact]
    public async Task Asked_again_it_sees_what_has_changed()
    {
        var id = await SubmitAsync("+12015550100");
        var page = await FoundAsync(Open<DiagnoseMessagePage>(with: p => p.Add(c => c.Id, id)));
        Assert.Contains("No SmsAdmin works the queue off", page.Find(".explain h2").TextContent, StringComparison.Ordinal);

        await Rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Ask again").Click());

        page.WaitForState(() => page.FindAll(".explain h2").Any(title => title.TextContent.Contains("it is on its way", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Steps_are_shown_while_they_are_taken_and_stopped_by_who_leaves()
    {
        var news = Channel.CreateUnbounded<Walked>();
        using var run = new DiagnosisRun();
        var view = Page.Render<RunView>(p => p.Add(c => c.Run, run).Add(c => c.May, new Reader(true, true)));
        var walk = view.InvokeAsync(() => run.GoAsync(_ => Task.FromResult<IAsyncEnumerable<Walked>?>(news.Reader.ReadAllAsync(Ct)), () => view.Render()));

        news.Writer.TryWrite(new Walked.Planned([LookedAt.Log, LookedAt.Account]));
        news.Writer.TryWrite(new Walked.Asking(LookedAt.Log));
        view.WaitForState(() => view.Markup.Contains("Looking now.", StringComparison.Ordinal));
        news.Writer.TryWrite(new Walked.Seen(new DiagnosisStep(LookedAt.Log, StepVerdict.Fine, "It stands at Queued.")));
        news.Writer.TryWrite(new Walked.Asking(LookedAt.Account));

        view.WaitForState(() => view.Find(".job").TextContent.Contains("Looking at: Plan, region and token", StringComparison.Ordinal));
        Assert.Equal(("1", "2"), (view.Find("[role=progressbar]").GetAttribute("aria-valuenow"), view.Find("[role=progressbar]").GetAttribute("aria-valuemax")));
        Assert.Equal("Fine.", view.Find(".chk > .ok .word").TextContent);

        run.Stop();
        await walk;
        view.Render();
        Assert.Contains("Stopped", view.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Contains("Not looked at.", view.Find(".chk > .off").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_after_the_cause_is_not_asked()
    {
        await ChangePlanAsync(plan => plan.IsVerified = false);

        var page = await FoundAsync(Open<DiagnosePlanPage>("/diagnose/rate", Roles.Support));

        Assert.Equal("We are rate limited", page.Find("h1").TextContent);
        Assert.Contains("sends nothing until it is checked", page.Find(".explain h2").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.FindAll(".chk > .off").Count(step => step.TextContent.Contains("Not needed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Authentication_that_works_says_so()
    {
        var page = await FoundAsync(Open<DiagnosePlanPage>("/diagnose/authentication", Roles.Support));

        Assert.Equal(("Authentication fails", "Sinch takes the token of Acme US"), (page.Find("h1").TextContent, page.Find(".explain.ok h2").TextContent));
    }

    [Fact]
    public async Task A_search_leads_to_the_message_and_what_is_not_there_is_diagnosed_at_once()
    {
        var id = await EndedAsync("+12035551150");
        var found = Open<DiagnosePage>("/diagnose?q=1150", Roles.Support);
        found.WaitForState(() => found.FindAll($"a.row-link[href='/diagnose/message/{id}']").Count == 1);
        Assert.Empty(found.FindAll(".explain"));
        Assert.Equal("/diagnose?q=1150&unlisted=true", found.FindAll("footer a")[0].GetAttribute("href"));

        await found.InvokeAsync(() => Page.Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/diagnose?q=%2B12015550177"));
        await FoundAsync(found);
        Assert.Contains("Nobody asked SmsAdmin to send it", found.Find(".explain h2").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_of_many_messages_leads_to_those_that_it_is_about_and_to_the_symptoms_where_none_is_left()
    {
        var (failed, _) = (await EndedAsync("+12035551150"), await EndedAsync("+12015550100"));
        var state = (await Rooms.Get<MessageLog>().FindAsync(failed, Ct))!.State;

        var page = Open<DiagnosePage>($"/diagnose?when=today&plan={PlanId}&status={state}", Roles.Support);
        page.WaitForState(() => page.FindAll("a.row-link").Count == 1);
        Assert.Equal($"/diagnose/message/{failed}", page.Find("a.row-link").GetAttribute("href"));
        Assert.Empty(page.FindAll(".explain, footer a"));

        await page.InvokeAsync(() => Page.Services.GetRequiredService<BunitNavigationManager>().NavigateTo($"/diagnose?plan={PlanId}&status=queued"));
        page.WaitForState(() => page.FindAll("a.row-link").Count == 0);
        Assert.Equal(3, page.FindAll("h2").Count);
    }

    [Fact]
    public void The_first_page_offers_the_three_symptoms_and_says_so_where_there_is_no_plan()
    {
        var page = Open<DiagnosePage>("/diagnose", Roles.Support);
        Assert.Equal(["A text did not arrive", "Authentication fails", "We are rate limited"], page.FindAll("h2").Select(title => title.TextContent));
        Assert.Equal($"/diagnose/rate?plan={PlanId}", page.FindAll("a.btn")[^1].GetAttribute("href"));

        var none = Page.Render<PlanSymptom>(p => p.Add(c => c.Title, "Authentication fails").Add(c => c.Says, "").Add(c => c.Path, "/diagnose/authentication"));
        Assert.Contains("No service plan yet", none.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_click_leads_here_from_a_message_and_from_a_failed_row()
    {
        var (failed, delivered) = (await EndedAsync("+12035551150"), await EndedAsync("+12015550100"));

        var list = Open<MessagesPage>("/messages", Roles.Support);
        list.WaitForState(() => list.FindAll("tbody tr").Count == 2);
        Assert.Equal([$"/diagnose/message/{failed}"], list.FindAll("a.row-also").Select(link => link.GetAttribute("href")));
        var message = Page.Render<MessageDetailPage>(p => p.Add(c => c.Id, delivered));
        message.WaitForState(() => message.FindAll(".explain").Count == 1);
        Assert.Single(message.FindAll($"a[href='/diagnose/message/{delivered}']"));
    }

    private static async Task<IRenderedComponent<TPage>> FoundAsync<TPage>(IRenderedComponent<TPage> page)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        await page.WaitForStateAsync(() => page.FindAll(".explain").Count == 1);
        return page;
    }

    private async Task<Guid> EndedAsync(string to)
    {
        var id = await SubmitAsync(to);
        await Rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        Clock.Advance(TimeSpan.FromSeconds(30));
        await Rooms.Get<ReceiptPolling>().RunOnceAsync(Ct);
        return id;
    }
}
