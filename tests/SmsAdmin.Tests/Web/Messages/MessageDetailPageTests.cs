using Bunit;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Web.Components.Pages.Messages;

namespace SmsAdmin.Tests.Web.Messages;

public sealed class MessageDetailPageTests : ConsoleTest
{
    private const string Text = "Meet at the old lighthouse";

    [Theory]
    [InlineData(Roles.Admin)]
    [InlineData(Roles.Operator)]
    public async Task Who_may_send_sees_the_whole_number_and_opens_the_text_on_the_record(string role)
    {
        var page = await OpenedAsync(role);
        Assert.Equal("Message to +1 201-555-0112", page.Find("h1").TextContent.Trim());
        Assert.Contains("+12015550112", page.Find(".tl .raw pre").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Text, page.Markup, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Show").ClickAsync());

        Assert.Equal(Text, page.Find("p.pre").TextContent);
        Assert.Equal("Anna Lind", (await Rooms.LookAsync(db => db.Audit.SingleAsync(entry => entry.Action == "message.text-shown", Ct))).ActorName);
    }

    [Fact]
    public async Task Support_sees_the_number_masked_everywhere_and_cannot_open_the_text()
    {
        var page = await OpenedAsync(Roles.Support);

        Assert.Equal("Message to +1 201-•••-••12", page.Find("h1").TextContent.Trim());
        Assert.Contains("+1 201-•••-••12", page.Find(".tl .raw pre").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("2015550112", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("555-0112", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Show");
        Assert.Contains("Your role does not show texts", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Admin)]
    [InlineData(Roles.Support)]
    public async Task What_is_copied_for_a_ticket_is_masked_whoever_copies_it(string role)
    {
        var ticket = (await OpenedAsync(role)).Find("[data-copied='Copied for a ticket']").GetAttribute("data-copy")!;

        Assert.Contains("Message to +1 201-•••-••12: Accepted", ticket, StringComparison.Ordinal);
        Assert.Contains("HTTP status: 201", ticket, StringComparison.Ordinal);
        Assert.DoesNotContain("555-0112", ticket, StringComparison.Ordinal);
        Assert.DoesNotContain(Text, ticket, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_open_moves_with_its_message()
    {
        var id = await SubmitAsync("+12015550112", Text);
        var page = Open<MessageDetailPage>(role: Roles.Support, with: p => p.Add(c => c.Id, id));
        Assert.Equal("Queued", page.Find(".explain .st").TextContent);

        await Rooms.Get<Dispatcher>().RunOnceAsync(Ct);

        await page.WaitForStateAsync(() => page.Find(".explain .st").TextContent == "Accepted");
    }

    [Fact]
    public async Task All_messages_to_the_number_are_asked_for_without_naming_it()
    {
        var first = await SubmitAsync("+12015550112", Text);
        var page = await OpenedAsync(Roles.Support);
        Assert.Contains(page.FindAll("a"), link => link.GetAttribute("href") == $"/messages/{first}");
        Assert.Contains(page.FindAll("a"), link => link.TextContent == "All messages to this number" && link.GetAttribute("href")!.StartsWith("/messages?same=", StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_that_is_unknown_shows_nothing_of_a_message()
    {
        var page = Open<MessageDetailPage>(with: p => p.Add(c => c.Id, Guid.NewGuid()));
        Assert.Empty(page.FindAll(".explain, .tl"));
    }

    private async Task<IRenderedComponent<MessageDetailPage>> OpenedAsync(string role)
    {
        var id = await SubmitAsync("+12015550112", Text);
        await Rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        return Open<MessageDetailPage>(role: role, with: p => p.Add(c => c.Id, id));
    }
}
