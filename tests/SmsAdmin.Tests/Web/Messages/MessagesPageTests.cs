using Bunit;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Web.Components.Pages.Messages;

namespace SmsAdmin.Tests.Web.Messages;

public sealed class MessagesPageTests : ConsoleTest
{
    [Fact]
    public void Without_any_message_the_next_step_is_a_test_for_who_may_send()
    {
        Assert.Contains(Open<MessagesPage>("/messages").FindAll("a"), link => link.GetAttribute("href") == "/send");
    }

    [Fact]
    public void Support_is_not_sent_where_it_may_not_go()
    {
        Assert.DoesNotContain(Open<MessagesPage>("/messages", Roles.Support).FindAll("a"), link => link.GetAttribute("href") == "/send");
    }

    [Theory]
    [InlineData("/messages?when=today&status=failed", "Look in all days", "/messages?status=failed")]
    [InlineData("/messages?status=failed&q=9999", "Search in all messages", "/messages?q=9999")]
    [InlineData("/messages?status=failed", "Show all messages", "/messages")]
    public async Task A_filter_that_finds_nothing_offers_the_wider_one(string address, string label, string wider)
    {
        await SubmitAsync("+12015550100");
        var offer = Open<MessagesPage>(address).Find(".empty a");
        Assert.Equal((label, wider), (offer.TextContent, offer.GetAttribute("href")));
    }

    [Theory]
    [InlineData(Roles.Operator, "+1 201-555-0100")]
    [InlineData(Roles.Support, "+1 201-•••-••00")]
    public async Task Numbers_are_shown_as_the_role_may_see_them(string role, string shown)
    {
        var id = await SubmitAsync("+12015550100");
        var page = Open<MessagesPage>("/messages", role);
        var link = page.Find(".row-link");
        Assert.Equal((shown, $"/messages/{id}"), (link.TextContent, link.GetAttribute("href")));
        Assert.Equal(role == Roles.Operator, page.Markup.Contains("555-0100", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_message_appears_by_itself_at_the_top_of_the_newest_page()
    {
        await SubmitAsync("+12015550100");
        var page = Open<MessagesPage>("/messages");
        Clock.Advance(TimeSpan.FromSeconds(1));
        var id = await SubmitAsync("+12015550112");

        await UntilAsync(() => page.FindAll(".row-link").Count == 2);
        Assert.Equal($"/messages/{id}", page.Find(".row-link").GetAttribute("href"));
    }

    [Fact]
    public async Task A_search_goes_into_the_address_and_keeps_the_filters()
    {
        await SubmitAsync("+12015550100");
        var page = Open<MessagesPage>("/messages?lane=test");
        await page.InvokeAsync(() => page.Find("#q").Change(" 0112 "));
        await page.InvokeAsync(() => page.Find("form.find").SubmitAsync());

        Assert.Equal("/messages?q=0112&lane=test", Address);
        await page.WaitForStateAsync(() => page.FindAll(".empty").Count == 1);
    }

    [Fact]
    public async Task Older_messages_are_an_address_away()
    {
        for (var sent = 0; sent < 51; sent++) await SubmitAsync("+12015550100");
        var page = Open<MessagesPage>("/messages");
        Assert.Equal(50, page.FindAll(".row-link").Count);
        var older = page.Find("a[rel=next]").GetAttribute("href")!;
        Assert.StartsWith("/messages?before=", older, StringComparison.Ordinal);
    }
}
