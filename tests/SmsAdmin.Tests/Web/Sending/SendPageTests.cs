using Bunit;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Components.Pages.Sending;

namespace SmsAdmin.Tests.Web.Sending;

public sealed class SendPageTests : ConsoleTest
{
    private const string To = "+46 70 174 06 05";
    private const string Text = "Your parcel is here";

    [Theory]
    [InlineData("0701740605", "Acme", Text, "no country code")]
    [InlineData("+46 70 CALL ME", "Acme", Text, "Letters were found")]
    [InlineData("+46 8 508 270 00", "Acme", Text, "landline in Sweden")]
    [InlineData("+1234567890", "Acme", Text, "runbook’s example")]
    [InlineData("", "Acme", Text, "Whom to?")]
    [InlineData(To, "Acme", "", "Write a text first")]
    [InlineData(To, "AcmeParcels1", Text, "12 characters are too many")]
    [InlineData(To, "YOUR_SINCH_NUMBER", Text, "runbook’s example")]
    public async Task A_fault_is_told_beside_its_field_and_nothing_is_queued_and_nothing_lost(string to, string sender, string text, string says)
    {
        var page = Filled(to, sender, text);

        await page.Find("form").SubmitAsync();

        Assert.Contains(says, Assert.Single(page.FindAll(".hint.err")).TextContent, StringComparison.Ordinal);
        Assert.Equal((to, sender, text), (Value(page, "#to"), Value(page, "#other"), Value(page, "#text")));
        Assert.Equal(0, await QueuedAsync());
        Assert.Empty(page.FindAll(".explain"));
    }

    [Fact]
    public async Task A_text_of_2001_characters_is_told_by_how_much_it_is_too_long()
    {
        var page = Filled(To, "Acme", new string('a', 2001));
        await page.Find("form").SubmitAsync();

        Assert.Contains("Shorten it by 1.", Assert.Single(page.FindAll(".hint.err")).TextContent, StringComparison.Ordinal);
        Assert.Equal((2001, 0), (Value(page, "#text").Length, await QueuedAsync()));
    }

    [Fact]
    public async Task A_number_without_its_country_is_mended_with_a_click()
    {
        await ChangePlanAsync(plan => plan.Sender = "+46701740650");
        var page = Open<SendPage>("/send");
        await page.Find("#to").InputAsync("070-174 06 05");
        await page.Find("#to").BlurAsync();

        await page.Find(".hint.err button").ClickAsync();

        Assert.Equal(To, Value(page, "#to"));
        Assert.Contains("Sweden, mobile number", page.Find("#to-says").TextContent, StringComparison.Ordinal);
        Assert.Contains("+46701740605", page.Find("#to-says").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_half_typed_number_is_no_fault_until_the_field_is_left()
    {
        var page = Open<SendPage>("/send");
        await page.Find("#to").InputAsync("+4670");
        Assert.Empty(page.FindAll(".hint.err"));

        await page.Find("#to").BlurAsync();
        Assert.Contains("Too short for a number in Sweden", page.Find(".hint.err").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_forces_ucs_2_is_named_and_replaced_with_a_click()
    {
        var page = Filled(To, "Acme", new string('a', 74) + "–" + new string('b', 11));
        var notice = page.Find(".note").TextContent;
        Assert.Contains("One character doubles the price", notice, StringComparison.Ordinal);
        Assert.Contains("(en dash, U+2013, character 75)", notice, StringComparison.Ordinal);
        Assert.Contains("86 characters, 2\u00A0parts in UCS-2", Words(page, "#text-says"), StringComparison.Ordinal);

        await page.Find(".note button").ClickAsync();

        Assert.Equal(new string('a', 74) + "-" + new string('b', 11), Value(page, "#text"));
        Assert.Contains("86 characters, 1\u00A0part in GSM-7", Words(page, "#text-says"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".note"));
    }

    [Fact]
    public async Task Several_are_replaced_one_by_one_or_all_at_once_and_what_has_no_like_stays()
    {
        var page = Filled(To, "Acme", "“Hi” – и");
        Assert.Contains("и (Cyrillic letter, U+0438, character 8) has nothing like it", Words(page, ".note"), StringComparison.Ordinal);

        await page.Find(".offender button").ClickAsync();
        Assert.Equal("\"Hi” – и", Value(page, "#text"));

        await page.Find(".note .actions button").ClickAsync();
        Assert.Equal("\"Hi\" - и", Value(page, "#text"));
    }

    [Fact]
    public void Placeholders_and_control_characters_are_warned_of()
    {
        var page = Filled(To, "Acme", "Hi ${name}\f");
        Assert.Contains(page.FindAll(".note"), note => note.TextContent.Contains("${name} is for Sinch to fill in", StringComparison.Ordinal));
        Assert.Contains(page.FindAll(".note"), note => note.TextContent.Contains("form feed, U+000C, character 11", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sent_test_moves_by_itself_to_its_end_and_shows_its_curl_without_the_token()
    {
        var page = Open<SendPage>("/send?to=%2B12015550112");
        await page.Find("#text").InputAsync(Text);
        await page.Find("form").SubmitAsync();
        Assert.Contains("Queued", page.Find(".explain .st").TextContent, StringComparison.Ordinal);

        await Rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        await page.WaitForStateAsync(() => page.Find(".explain .st").TextContent == "Accepted");
        Clock.Advance(TimeSpan.FromSeconds(5));
        await Rooms.Get<ReceiptPolling>().RunOnceAsync(Ct);
        await page.WaitForStateAsync(() => page.Find(".explain .st").TextContent == "Aborted");
        Assert.Contains("Delivery code412", page.Find(".explain").TextContent, StringComparison.Ordinal);
        Assert.Contains("HTTP status201", page.Find(".explain").TextContent, StringComparison.Ordinal);
        Assert.Contains("Bearer ••••••••••••n-us", page.Find(".raw pre").TextContent, StringComparison.Ordinal);
        Assert.Contains("Bearer $SINCH_API_TOKEN", page.Find(".raw button").GetAttribute("data-copy"), StringComparison.Ordinal);
        Assert.DoesNotContain("token-us", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_sent_is_sent_again_only_when_it_changed_or_is_asked_for()
    {
        var page = Filled(To, "Acme", Text);
        await Task.WhenAll(page.Find("form").SubmitAsync(), page.Find("form").SubmitAsync());
        await page.Find("form").SubmitAsync();
        Assert.Equal(1, await QueuedAsync());
        Assert.True(page.Find("button[type=submit]").HasAttribute("disabled"));
        Assert.Contains("This test was sent", page.Find("#send-says").TextContent, StringComparison.Ordinal);

        await page.FindAll(".explain button").Single(button => button.TextContent == "Send another").ClickAsync();
        Assert.Equal(Text, Value(page, "#text"));
        await page.Find("form").SubmitAsync();
        Assert.Equal(2, await QueuedAsync());
    }

    [Fact]
    public async Task A_trial_plan_sends_to_a_number_outside_its_list_only_after_a_click_on_the_warning()
    {
        await ChangePlanAsync(plan => (plan.Kind, plan.VerifiedNumbers) = (PlanKind.Trial, ["+12015550100"]));
        var page = Filled(To, "Acme", Text);
        await page.Find("form").SubmitAsync();
        Assert.Equal(0, await QueuedAsync());

        await page.FindAll(".note button").Single(button => button.TextContent == "Send anyway").ClickAsync();
        Assert.Equal(1, await QueuedAsync());
    }

    [Fact]
    public async Task A_trial_plan_sends_to_a_verified_number_without_a_word()
    {
        await ChangePlanAsync(plan => (plan.Kind, plan.VerifiedNumbers) = (PlanKind.Trial, ["+46701740605"]));
        var page = Filled(To, "Acme", Text);
        Assert.Empty(page.FindAll(".note"));
        await page.Find("form").SubmitAsync();
        Assert.Equal(1, await QueuedAsync());
    }

    [Fact]
    public async Task A_plan_that_cannot_send_says_why_and_where_to_mend_it()
    {
        await ChangePlanAsync(plan => plan.Region = null);
        var page = Filled(To, "Acme", Text, Core.Accounts.Roles.Admin);
        Assert.Contains("Acme US has no region yet", page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Equal("/credentials", page.Find(".note a").GetAttribute("href"));
        Assert.True(page.Find("button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_full_quota_says_when_there_is_room_again_and_keeps_the_form()
    {
        await ChangePlanAsync(plan => plan.PerDay = 1);
        await SubmitAsync("+12015550100");
        var page = Filled(To, "Acme", Text);
        Assert.Contains("0\u00A0messages left today", page.Find("#send-says").TextContent, StringComparison.Ordinal);

        await page.Find("form").SubmitAsync();

        Assert.Contains("Today’s 1\u00A0message of Acme US are used", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal((Text, 1), (Value(page, "#text"), await QueuedAsync()));
    }

    [Fact]
    public async Task Sinchs_dry_run_stands_beside_our_count_and_sends_nothing()
    {
        var page = Filled(To, "+1 201-555-0199", new string('a', 161));
        await page.FindAll("button").Single(button => button.TextContent == "Dry run").ClickAsync();

        await page.WaitForStateAsync(() => Words(page, "#text-says").Contains("Sinch’s dry run agrees: 2", StringComparison.Ordinal));
        Assert.Equal(0, await QueuedAsync());
        Assert.Empty(Sandbox.World.Sends);

        await page.Find("#text").InputAsync("Short");
        Assert.DoesNotContain("dry run", Words(page, "#text-says"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_dry_run_is_explained()
    {
        await Rooms.LookAsync(db => db.Plans.ExecuteUpdateAsync(set => set.SetProperty(plan => plan.BaseUrl, $"{Sandbox.BaseAddress}sinch/eu"), Ct));
        var page = Filled(To, "Acme", Text);
        await page.FindAll("button").Single(button => button.TextContent == "Dry run").ClickAsync();

        await page.WaitForElementAsync(".explain");
        Assert.Contains("HTTP status401", page.Find(".explain").TextContent, StringComparison.Ordinal);
        Assert.Equal(Text, Value(page, "#text"));
    }

    [Theory]
    [InlineData("+1 201-555-0100", "Operators in United States refuse senders of letters")]
    [InlineData(To, "Operators in the United States and Canada refuse it")]
    public void A_sender_of_letters_is_warned_of(string to, string says) =>
        Assert.Contains(says, Filled(to, "Acme", Text).Find("#from-says").TextContent, StringComparison.Ordinal);

    private IRenderedComponent<SendPage> Filled(string to, string sender, string text, string role = Core.Accounts.Roles.Operator)
    {
        var page = Open<SendPage>("/send", role);
        page.Find("#from").Change("other");
        page.WaitForElement("#other").Input(sender);
        page.Find("#to").Input(to);
        page.Find("#text").Input(text);
        return page;
    }

    private static string Value(IRenderedComponent<SendPage> page, string field) => page.Find(field).GetAttribute("value") ?? "";

    private static string Words(IRenderedComponent<SendPage> page, string part) =>
        string.Join(' ', page.Find(part).TextContent.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)).Replace(" ,", ",", StringComparison.Ordinal);
}
