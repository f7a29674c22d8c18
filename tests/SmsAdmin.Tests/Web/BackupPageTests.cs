using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Backup;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.Settings;

namespace SmsAdmin.Tests.Web;

public sealed class BackupPageTests : ConsoleTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Page.Services.AddSingleton(Rooms.Get<Backups>());
    }

    [Fact]
    public async Task One_press_makes_a_backup_that_can_be_taken_away_and_deleted()
    {
        if (TestStorage.OfThisRun == Engine.Postgres)
        {
            var says = Open<BackupPage>("/settings/backup", Roles.Admin);
            Assert.Contains("pg_dump --format=custom", says.Markup, StringComparison.Ordinal);
            Assert.Empty(says.FindAll("button"));
            return;
        }

        var page = Open<BackupPage>("/settings/backup", Roles.Admin);
        Assert.Contains("There is none yet.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("A backup opens everything", page.Markup, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find("button.pri").Click());

        page.WaitForState(() => page.FindAll("a[download]").Count == 1);
        Assert.Contains("The backup is made", page.Find(".note.ok").TextContent, StringComparison.Ordinal);
        Assert.Equal("/settings/backups/smsadmin-20261123-133206.zip", page.Find("a[download]").GetAttribute("href"));

        var dialogs = Page.Render<MudDialogProvider>();
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Delete").Click());
        dialogs.WaitForState(() => dialogs.FindAll("button").Any(button => button.TextContent == "Delete it"));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent == "Delete it").Click());

        page.WaitForState(() => page.FindAll("a[download]").Count == 0);
        Assert.Empty(Rooms.Get<Backups>().List());
    }
}
