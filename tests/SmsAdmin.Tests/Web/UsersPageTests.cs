using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.People;

namespace SmsAdmin.Tests.Web;

public sealed class UsersPageTests : ComponentTest, IClassFixture<ReadyConsole>
{
    private readonly ReadyConsole _console;

    public UsersPageTests(ReadyConsole console)
    {
        _console = console;
        Page.Services.AddSingleton(console.Room<Users>());
        Page.AddAuthorization().SetAuthorized("Anna Lind").SetClaims(new System.Security.Claims.Claim(System.Security.Claims.ClaimTypes.NameIdentifier, console.AdminId.ToString()));
    }

    [Fact]
    public async Task Giving_up_ones_own_administration_is_asked_first_and_refused_to_the_last_one()
    {
        var dialogs = Page.Render<MudDialogProvider>();
        var page = Page.Render<UsersPage>();
        await page.WaitForElementAsync("select");

        var keeping = page.Find("select").ChangeAsync(Roles.Support);
        (await dialogs.WaitForElementAsync(".mud-dialog-actions button:first-child")).Click();
        await keeping;
        Assert.Empty(page.FindAll("[role=alert]"));

        var leaving = page.Find("select").ChangeAsync(Roles.Support);
        (await dialogs.WaitForElementAsync(".mud-dialog-actions button:last-child")).Click();
        await leaving;
        Assert.Contains("only administrator", (await page.WaitForElementAsync("[role=alert]")).TextContent, StringComparison.Ordinal);
        Assert.Equal(Roles.Admin, (await _console.Room<Users>().FindAsync(_console.AdminId, Xunit.TestContext.Current.CancellationToken))?.Role);
    }
}
