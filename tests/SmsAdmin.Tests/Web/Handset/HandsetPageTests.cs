using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Web.Components.Pages.Handset;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Web.Handset;

public sealed class HandsetPageTests : ConsoleTest
{
    [Fact]
    public async Task A_text_appears_on_the_phone_as_it_arrives()
    {
        Page.Services.AddSingleton(Sandbox.World);
        var page = Open<HandsetPage>("/sandbox");
        Assert.Contains("No text yet", page.Find(".phone").TextContent, StringComparison.Ordinal);

        await SubmitAsync("+12015550100", "Your parcel is here");
        await Rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        Clock.Advance(TimeSpan.FromSeconds(5));

        await page.WaitForElementAsync(".bubble");
        Assert.Equal("Your parcel is here", page.Find(".bubble").TextContent);
        Assert.Equal("+1 201-555-0100", page.Find(".phone header").TextContent);
    }

    [Fact]
    public async Task Each_magic_number_leads_to_a_test_to_it()
    {
        Page.Services.AddSingleton(Sandbox.World);
        var page = Open<HandsetPage>("/sandbox");
        await page.InvokeAsync(() => page.Find("#magic").Input("Aborted 412"));

        Assert.Equal("/send?to=%2B12015550112", page.Find("details a").GetAttribute("href"));
    }

    [Fact]
    public void Without_the_sandbox_there_is_no_handset()
    {
        Page.Services.AddSingleton(new SandboxSwitch(false));
        Assert.Empty(Open<HandsetPage>("/sandbox").FindAll(".phone, .card"));
    }
}
