using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Web.Components.Pages.SandboxOdoo;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Web.SandboxOdoo;

public sealed class SandboxOdooPageTests : ConsoleTest
{
    [Fact]
    public async Task A_parameter_is_written_in_a_users_name_and_deleted_again()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Find("#key").Input("sinch.region"));
        await page.InvokeAsync(() => page.Find("#value").Input("br"));
        await page.InvokeAsync(() => page.Find("#login").Change("secure"));
        await page.InvokeAsync(() => page.Find("#write").Click());

        Assert.Contains(Sandbox.World.Odoo.Desk("19")!.Parameters, parameter => parameter is { Key: "sinch.region", Value: "br" });
        Assert.Null(Sandbox.World.Odoo.Desk("18")!.Parameters.FirstOrDefault(parameter => parameter.Key == "sinch.region"));
        Assert.Contains("sinch.region", page.Markup, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("#delete").Click());
        Assert.DoesNotContain(Sandbox.World.Odoo.Desk("19")!.Parameters, parameter => parameter.Key == "sinch.region");
    }

    [Fact]
    public async Task A_text_to_several_numbers_that_reaches_no_gateway_stands_as_server_error_and_can_be_sent_again()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Find("#numbers").Input("+46700000001\n+46700000002"));
        await page.InvokeAsync(() => page.Find("#body").Input("Your parcel is here"));
        await page.InvokeAsync(() => page.Find("#compose").Click());

        await page.WaitForElementAsync("#resend");
        Assert.Equal(2, page.Markup.Split("Server Error").Length - 1);
        var uuids = Sandbox.World.Odoo.Desk("19")!.Texts.Select(text => text.Uuid).ToList();
        await page.InvokeAsync(() => page.Find("#resend").Click());
        Assert.Equal(uuids, Sandbox.World.Odoo.Desk("19")!.Texts.Select(text => text.Uuid));
    }

    [Fact]
    public void A_token_and_the_path_of_the_native_door_stay_covered()
    {
        Sandbox.World.Odoo.Desk("19")!.SetParameter("admin", "sinch.api_token", "0123456789abcdef9f3b");
        Sandbox.World.Odoo.Desk("19")!.SetParameter("admin", "sms.endpoint", "https://sms.acme.example/odoo/verysecret");
        var page = Open().Markup;

        Assert.Contains("••••9f3b", page, StringComparison.Ordinal);
        Assert.Contains("https://sms.acme.example/odoo/••••", page, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", page, StringComparison.Ordinal);
        Assert.DoesNotContain("verysecret", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_sandbox_there_is_no_odoo_to_look_at()
    {
        Page.Services.AddSingleton(new SandboxSwitch(false));
        Assert.Empty(Open<SandboxOdooPage>("/sandbox/odoo").FindAll(".card"));
    }

    private IRenderedComponent<SandboxOdooPage> Open()
    {
        Page.Services.AddSingleton(Sandbox.World);
        return Open<SandboxOdooPage>("/sandbox/odoo");
    }
}
