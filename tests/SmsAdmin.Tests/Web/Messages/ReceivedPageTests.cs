using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Web.Components.Pages.Received;

namespace SmsAdmin.Tests.Web.Messages;

public sealed class ReceivedPageTests : ConsoleTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Page.Services.AddSingleton(Rooms.Get<InboundLog>());
        Page.Services.AddSingleton(Rooms.Get<InboundFeed>());
    }

    [Fact]
    public async Task What_a_phone_sends_appears_by_itself()
    {
        var page = Open<ReceivedPage>("/messages/received");
        Assert.Contains("Nothing received yet", page.Markup, StringComparison.Ordinal);

        await Rooms.Get<InboundTexts>().StoreAsync(PlanId, new Inbound { Id = "01HX", From = "12015550100", To = "12015550199" }, Clock.GetUtcNow(), Ct);

        await UntilAsync(() => page.FindAll(".row-link").Count == 1);
        Assert.Equal("+1 201-555-0100", page.Find(".row-link").TextContent);
    }
}
