using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Otp;
using SmsAdmin.Tests.Otp;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.Messages;
using SmsAdmin.Web.Components.Pages.Otp;

namespace SmsAdmin.Tests.Web.Otp;

/// <summary>The pages of verifications as their readers meet them, on a clock that the test turns.</summary>
public sealed class VerificationPagesTests : ConsoleTest
{
    private const string To = "+12015550100";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Page.Services.AddSingleton(Rooms.Get<Verifications>());
        Page.Services.AddSingleton(Rooms.Get<VerificationPresses>());
        Page.Services.AddSingleton(Rooms.Get<VerificationLog>());
        Page.Services.AddSingleton(Rooms.Get<OtpPolicyStore>());
        Page.Services.AddSingleton(Rooms.Get<Templates>());
        Page.Services.AddSingleton<AntiforgeryStateProvider>(new NoToken());
    }

    [Fact]
    public async Task A_code_is_sent_by_hand_and_leads_to_its_own_page()
    {
        var page = Open<VerificationsPage>("/otp");
        await page.InvokeAsync(() => page.Find("#to").ChangeAsync("0701740605"));
        await page.InvokeAsync(() => page.Find("form:has(#to)").SubmitAsync());
        Assert.Contains("country code", page.Find("#to-fault").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await QueuedAsync());

        await page.InvokeAsync(() => page.Find("#to").ChangeAsync(To));
        await page.InvokeAsync(() => page.Find("form:has(#to)").SubmitAsync());
        Assert.Equal(1, await QueuedAsync());
        Assert.StartsWith("/otp/", Address, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("form:has(#to)").SubmitAsync());
        Assert.Contains("No text may go out yet", page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Contains("13:32:36", page.Find(".note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_resent_and_verified_are_told_where_the_eye_is()
    {
        var (id, code) = await StartAsync();
        var page = Detail(id);
        Assert.Contains("It can be sent again at 13:32:36", page.Markup, StringComparison.Ordinal);
        Assert.Equal("one-time-code", page.Find("form[method=post] #code").GetAttribute("autocomplete"));
        Assert.Equal($"/otp/{id}/check", page.Find("form[method=post]").GetAttribute("action"));

        await PressAsync(page, "Send the same code again");
        Assert.Contains("No text may go out yet", Notes(page), StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromSeconds(30));
        await PressAsync(page, "Send the same code again");
        Assert.Contains("The same code is on its way once more", Notes(page), StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("table.rows tbody tr").Count);

        await CheckAsync(id, OtpDesk.Wrong(code));
        await UntilAsync(() => Notes(page).Contains("Wrong code", StringComparison.Ordinal));
        Assert.Contains("4\u00A0checks of this code are left", Notes(page), StringComparison.Ordinal);

        await CheckAsync(id, code);
        await UntilAsync(() => page.Find(".lede .st").TextContent == "Verified");
        Assert.Empty(page.FindAll("#code"));
        await CheckAsync(id, code);
        await UntilAsync(() => Notes(page).Contains("This code was used before", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_late_code_and_one_without_checks_left_are_told_apart()
    {
        var (id, code) = await StartAsync();
        for (var i = 0; i < 5; i++) await CheckAsync(id, OtpDesk.Wrong(code));
        var page = Detail(id);
        Assert.Contains("it was the last check", Notes(page), StringComparison.Ordinal);
        await CheckAsync(id, code);
        await UntilAsync(() => Notes(page).Contains("Not even the right code is taken now", StringComparison.Ordinal));

        Clock.Advance(TimeSpan.FromMinutes(5));
        await CheckAsync(id, code);
        await UntilAsync(() => Notes(page).Contains("Too late", StringComparison.Ordinal));
        Assert.Contains("expired at 13:37:06", Notes(page), StringComparison.Ordinal);
        Assert.Equal("Expired", page.Find(".lede .st").TextContent);
        Assert.Empty(page.FindAll("#code"));
    }

    [Fact]
    public async Task A_lock_is_told_with_its_end_and_refuses_the_right_code()
    {
        Guid id = default;
        var code = "";
        foreach (var wait in (int[])[0, 30])
        {
            Clock.Advance(TimeSpan.FromSeconds(wait));
            (id, code) = await StartAsync();
            for (var i = 0; i < 5; i++) await CheckAsync(id, OtpDesk.Wrong(code));
        }

        var page = Detail(id);
        Assert.Contains("Wrong code, and now locked", Notes(page), StringComparison.Ordinal);
        Assert.Contains("Until 14:32:36 not even the right one is taken", Notes(page), StringComparison.Ordinal);
        await CheckAsync(id, code);
        Assert.Contains("10 of 10 in 24 hours", page.Markup.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal("Waits for its code", page.Find(".lede .st").TextContent);
    }

    [Fact]
    public async Task Support_reads_the_list_masked_and_cannot_send()
    {
        var (_, code) = await StartAsync();
        var list = Open<VerificationsPage>("/otp", Roles.Support);

        Assert.Empty(list.FindAll("#to"));
        Assert.Contains("•••", list.Find("table.rows tbody").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("555-0100", list.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(code, list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Support_sees_a_verification_beside_its_messages_and_never_a_code()
    {
        var (id, code) = await StartAsync();
        var page = Detail(id, Roles.Support);

        Assert.StartsWith("/messages/", page.Find("table.rows a").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#code, .actions button"));
        Assert.DoesNotContain("555-0100", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(code, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_leads_to_its_verification_and_shows_its_text_to_nobody()
    {
        var (id, code) = await StartAsync();
        var message = (await Rooms.Get<VerificationLog>().FindAsync(id, Ct))!.Messages.Single().Id;
        var page = Open<MessageDetailPage>($"/messages/{message}", Roles.Admin, with => with.Add(p => p.Id, message));

        Assert.NotNull(page.Find($"a[href='/otp/{id}']"));
        Assert.Contains("one-time code, which nobody is shown", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Show");
        Assert.DoesNotContain(code, page.Markup, StringComparison.Ordinal);
        Assert.IsType<Core.Messaging.ShownText.Withheld>(await Rooms.Get<Core.Messaging.MessageTexts>().ShowAsync(message, TestRooms.Anna, Ct));
    }

    [Fact]
    public async Task A_number_is_found_by_its_last_four_digits()
    {
        await StartAsync();
        await StartAsync("+12015550101");
        var page = Open<VerificationsPage>("/otp?q=0101");

        Assert.Single(page.FindAll("table.rows tbody tr"));
    }

    [Fact]
    public async Task Delivery_is_watched_on_the_page()
    {
        var (id, _) = await StartAsync();
        var page = Detail(id);
        Assert.Equal("Queued", page.Find("table.rows .st").TextContent);
        await Rooms.Get<Core.Delivery.Dispatcher>().RunOnceAsync(Ct);
        page.WaitForAssertion(() => Assert.Equal("Accepted", page.Find("table.rows .st").TextContent));
    }

    [Fact]
    public async Task The_chart_has_its_table_with_what_became_of_them()
    {
        var (id, code) = await StartAsync();
        await CheckAsync(id, code);
        await StartAsync("+12015550101");
        await StartAsync("+12015550102");
        await Rooms.Get<Verifications>().CancelAsync(PlanId, (await StartAsync("+12015550103")).Id, Ct);
        var page = Open<VerificationsPage>("/otp");

        var rows = page.FindAll("details table tbody tr");
        Assert.Equal(24, rows.Count);
        Assert.Equal(["1", "2", "1"], rows[^1].QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Equal(4, page.FindAll("table.rows tbody tr").Count);
    }

    [Fact]
    public async Task A_text_is_previewed_warned_of_and_stored_as_a_version()
    {
        var page = Open<TemplatesPage>("/otp/templates", Roles.Admin);
        Assert.Contains("@example.com #123456", page.Find(".raw pre").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 part", page.Markup, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("#text").InputAsync(new string('a', 160) + " {code}\n@{domain} #{code}"));
        Assert.Contains("2 parts a code, and each is billed", Notes(page).Replace('\u00A0', ' '), StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find("#text").InputAsync("Code {code}\n{domain} {code}"));
        Assert.Contains("This text cannot be stored", Notes(page), StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Empty(await Rooms.Get<Templates>().VersionsAsync("en", "", Ct));

        await page.InvokeAsync(() => page.Find("#text").InputAsync("Code {code}\n@{domain} #{code}"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Equal("Code {code}\n@{domain} #{code}", Assert.Single(await Rooms.Get<Templates>().VersionsAsync("en", "", Ct)).Text);
        Assert.Equal("/otp/templates?locale=en&purpose=&saved=1", Address);
    }

    [Fact]
    public async Task No_field_of_the_policy_is_there_before_it_is_read_so_nothing_typed_is_written_over()
    {
        IRenderedComponent<PolicyPage> page;
        using (Reads.Shut("Settings"))
        {
            page = Begin<PolicyPage>("/otp/policy", Roles.Admin);
            Assert.Empty(page.FindAll("input"));
        }

        Assert.Equal("5", (await page.WaitForElementAsync("#minutes")).GetAttribute("value"));
    }

    [Fact]
    public async Task The_policy_is_changed_within_its_bounds_and_audited()
    {
        var page = Open<PolicyPage>("/otp/policy", Roles.Admin);
        await page.InvokeAsync(() => page.Find("#minutes").ChangeAsync("11"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Contains("Between 1 and 10 minutes", page.Markup, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("#minutes").ChangeAsync("10"));
        await page.InvokeAsync(() => page.Find("#digits").ChangeAsync("8"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Equal(new OtpPolicy(8, 10), await Rooms.Get<OtpPolicyStore>().CurrentAsync(Ct));
        Assert.Equal(1, await Rooms.LookAsync(db => Task.FromResult(db.Audit.Count(entry => entry.Action == "otp.policy-changed"))));
        Assert.Equal(8, (await StartAsync()).Code.Length);
    }

    private IRenderedComponent<VerificationDetailPage> Detail(Guid id, string role = Roles.Operator) =>
        Open<VerificationDetailPage>($"/otp/{id}", role, with => with.Add(page => page.Id, id));

    private async Task<(Guid Id, string Code)> StartAsync(string to = To)
    {
        var outcome = await Rooms.Get<Verifications>().StartAsync(new NewVerification(PlanId, to, "sign-in"), TestRooms.Anna, Ct);
        var id = Assert.IsType<CodeOutcome.Sent>(outcome).Verification.Id;
        var row = await Rooms.LookAsync(db => Task.FromResult(db.Verifications.Single(v => v.Id == id)));
        return (id, (await Rooms.Get<OneTimeCodes>().OpenAsync(Ct)).Code(row.Id, row.SubjectKey, row.ContextHash, row.Digits));
    }

    private Task<bool> CheckAsync(Guid id, string code) => Rooms.Get<Verifications>().CheckAsync(PlanId, id, code, null, Ct);

    private static Task PressAsync(IRenderedComponent<VerificationDetailPage> page, string label) =>
        page.InvokeAsync(() => page.FindAll("button").First(button => button.TextContent.Contains(label, StringComparison.Ordinal)).ClickAsync());

    private static string Notes<TPage>(IRenderedComponent<TPage> page)
        where TPage : IComponent => string.Join(" ", page.FindAll(".note").Select(note => note.TextContent));
}
