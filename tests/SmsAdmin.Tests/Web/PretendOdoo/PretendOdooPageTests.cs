using System.Net.Http.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Sandbox.Odoo;
using SmsAdmin.Web.Components.Pages.PretendOdoo;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Web.PretendOdoo;

public sealed class PretendOdooPageTests : ConsoleTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Page.Services.AddSingleton(Sandbox.World);
    }

    [Fact]
    public async Task An_SMS_to_several_numbers_shows_each_with_its_state_and_failure_in_Odoos_words()
    {
        var page = Open<PretendOdooPage>("/sandbox/odoo");
        Assert.Contains("No SMS yet", page.Markup, StringComparison.Ordinal);

        await ComposeAsync(page, "+12015550100\n+12015550102");

        // Nothing stands in sms.endpoint, so nobody took them.
        page.WaitForState(() => Rows(page).Count == 2);
        Assert.All(Rows(page), row => Assert.Matches("Error\\s*Server Error.*Exception\\s*Server Error", row));
    }

    [Fact]
    public async Task What_failed_goes_out_again_when_it_is_resent_and_the_receipt_shows_while_somebody_looks()
    {
        var page = Open<PretendOdooPage>("/sandbox/odoo?version=18");
        await ComposeAsync(page, "+12015550100");
        page.WaitForState(() => Rows(page).Count == 1);
        await using var gateway = await TakingGateway.StartAsync(Ct);
        Desk("18").SetParameter("admin", "sms.endpoint", gateway.Address);

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Resend 1 failed").Click());
        page.WaitForState(() => Rows(page)[0].Contains("Processing", StringComparison.Ordinal));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.StartsWith("Resend", StringComparison.Ordinal));

        var receipt = new { jsonrpc = "2.0", @params = new { message_statuses = new[] { new { sms_status = "delivered", uuids = new[] { Desk("18").Texts.Single().Uuid } } } } };
        using var taken = await Sandbox.Odoo.PostAsJsonAsync("odoo/18/sms/status", receipt, Ct);
        await UntilAsync(() => Rows(page)[0].Contains("Delivered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_parameter_is_changed_in_the_name_of_whom_one_chooses_and_a_token_is_shown_by_its_end()
    {
        Desk("19").SetParameter("admin", "sinch.api_token", "0123456789abcdef");
        Desk("19").SetParameter("admin", "sms.endpoint", "https://sms.example.com/odoo/0123456789abcdef");
        var page = Open<PretendOdooPage>("/sandbox/odoo");
        Assert.Contains("••••cdef", page.Markup, StringComparison.Ordinal);
        Assert.Contains("https://sms.example.com/••••", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", page.Markup, StringComparison.Ordinal);

        await page.InvokeAsync(() =>
        {
            page.Find("#key").Change("sinch.region");
            page.Find("#value").Change("br");
            page.Find("#login").Change("secure");
        });
        await page.InvokeAsync(() => page.Find("form.line").Submit());

        var written = Desk("19").Parameters.Single(parameter => parameter.Key == "sinch.region");
        Assert.Equal("br", written.Value);
        page.WaitForState(() => page.FindAll("tr").Any(row => row.TextContent.Contains("sinch.region", StringComparison.Ordinal) && row.TextContent.Contains(written.By, StringComparison.Ordinal)));

        await page.InvokeAsync(() => page.Find("button[aria-label='Change sinch.region']").Click());
        await page.InvokeAsync(() => page.FindAll("form.line button").Single(button => button.TextContent == "Delete").Click());
        Assert.DoesNotContain(Desk("19").Parameters, parameter => parameter.Key == "sinch.region");
    }

    [Fact]
    public async Task Each_version_is_an_Odoo_of_its_own()
    {
        Desk("17").SetParameter("admin", "sinch.region", "au");
        var page = Open<PretendOdooPage>("/sandbox/odoo?version=17");
        Assert.Contains("sinch.region", page.Markup, StringComparison.Ordinal);
        Assert.Equal(OdooWorld.Keys, page.FindAll("#version option").Select(option => option.GetAttribute("value")!));

        await page.InvokeAsync(() => page.Find("#version").Change("19.1"));

        page.WaitForState(() => !page.Markup.Contains("sinch.region", StringComparison.Ordinal));
        Assert.Equal("/sandbox/odoo?version=19.1", Address);
    }

    [Fact]
    public async Task Without_a_number_nothing_is_sent_and_the_field_says_so()
    {
        var page = Open<PretendOdooPage>("/sandbox/odoo");
        await page.InvokeAsync(() => page.Find("form:not(.line)").Submit());

        Assert.Contains("Give at least one number", page.Find("#numbers-says").TextContent, StringComparison.Ordinal);
        Assert.Empty(Desk("19").Texts);
    }

    [Theory]
    [InlineData("/sandbox/odoo?version=16", true)]
    [InlineData("/sandbox/odoo", false)]
    public void A_version_that_is_none_and_a_sandbox_that_is_off_have_no_page(string address, bool isOn)
    {
        Page.Services.AddSingleton(new SandboxSwitch(isOn));
        Assert.Empty(Open<PretendOdooPage>(address).FindAll(".card"));
    }

    private OdooDesk Desk(string version) => Sandbox.World.Odoo.Desk(version)!;

    private static IReadOnlyList<string> Rows(IRenderedComponent<PretendOdooPage> page) =>
        [.. page.FindAll(".card").First(card => card.QuerySelector("h2")?.TextContent == "SMS").QuerySelectorAll("tbody tr").Select(row => row.TextContent.ReplaceLineEndings(" "))];

    private static async Task ComposeAsync(IRenderedComponent<PretendOdooPage> page, string numbers)
    {
        await page.InvokeAsync(() =>
        {
            page.Find("#numbers").Change(numbers);
            page.Find("#body").Change("Your parcel is here");
        });
        await page.InvokeAsync(() => page.Find("form:not(.line)").Submit());
    }
}
