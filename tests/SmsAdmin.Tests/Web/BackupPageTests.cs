using Bunit;
using Microsoft.AspNetCore.Components.Forms;
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
        Page.Services.AddSingleton(Rooms.Get<BackupRuns>());
        Page.Services.AddSingleton(Rooms.Get<BackupChanges>());
        Page.Services.AddSingleton(Rooms.Get<BackupUploads>());
        Page.Services.AddSingleton(Rooms.Get<NextStarts>());
        Page.Services.AddSingleton<AntiforgeryStateProvider>(new NoToken());
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

        await UntilAsync(() => page.FindAll("a[download]").Count == 1);
        Assert.Contains("The backup is made", page.Find(".note.ok").TextContent, StringComparison.Ordinal);
        Assert.Equal($"/settings/backups/{Assert.Single(Rooms.Get<Backups>().List()).Name}", page.Find("a[download]").GetAttribute("href"));

        var dialogs = Page.Render<MudDialogProvider>();
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Delete").Click());
        dialogs.WaitForState(() => dialogs.FindAll("button").Any(button => button.TextContent == "Delete it"));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent == "Delete it").Click());

        page.WaitForState(() => page.FindAll("a[download]").Count == 0);
        Assert.Empty(Rooms.Get<Backups>().List());
    }

    [Fact]
    public async Task One_of_the_list_is_brought_back_for_the_next_start_and_may_be_left()
    {
        if (TestStorage.OfThisRun == Engine.Postgres) return;
        var entry = Assert.IsType<BackupOutcome.Made>(await Rooms.Get<Backups>().MakeAsync(TestRooms.Anna, null, Ct)).Entry;
        var page = Open<BackupPage>("/settings/backup", Roles.Admin);
        var dialogs = Page.Render<MudDialogProvider>();

        await page.InvokeAsync(() => page.Find($"button[aria-label='Restore {entry.Name}']").Click());
        dialogs.WaitForState(() => dialogs.FindAll("button").Any(button => button.TextContent == "Bring it back"));
        Assert.Null(Rooms.Get<NextStarts>().Waiting);
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent == "Bring it back").Click());

        await UntilAsync(() => page.FindAll(".note.warn").Any(note => note.TextContent.Contains("The next start begins with a backup", StringComparison.Ordinal)));
        Assert.Equal(entry.Name, Rooms.Get<NextStarts>().Waiting!.Name);
        await PressAsync(page, "Leave it, go on as it is");
        await UntilAsync(() => page.FindAll(".note").Any(note => note.TextContent.Contains("The next start goes on as it is", StringComparison.Ordinal)));
        Assert.Null(Rooms.Get<NextStarts>().Waiting);
    }

    [Fact]
    public async Task A_backup_goes_on_when_its_page_is_closed_and_whoever_opens_the_page_sees_it_and_can_stop_it()
    {
        // PostgreSQL backs itself up: there is nothing to go on.
        if (TestStorage.OfThisRun == Engine.Postgres) return;
        var first = Open<BackupPage>("/settings/backup", Roles.Admin);
        using var goes = new SemaphoreSlim(0);
        // Told on its own thread, so that it waits here for each step.
        using var held = Rooms.Get<BackupChanges>().Listen(() => goes.Wait(Ct));

        await PressAsync(first, "Back up now");
        Assert.Contains("Asked for by Anna Lind", first.Find(".job + p").TextContent, StringComparison.Ordinal);
        await first.InvokeAsync(first.Instance.Dispose);

        var second = Page.Render<BackupPage>();
        second.WaitForState(() => second.FindAll("[role=progressbar]").Count == 1);
        goes.Release(1000);
        await UntilAsync(() => second.FindAll("a[download]").Count == 1);
        Assert.Contains("The backup is made", second.Find(".note.ok").TextContent, StringComparison.Ordinal);

        while (goes.CurrentCount > 0) await goes.WaitAsync(Ct);
        await PressAsync(second, "Back up now");
        var third = Page.Render<BackupPage>();
        await PressAsync(third, "Stop");
        goes.Release(1000);
        await UntilAsync(() => new[] { second, third }.All(page => page.FindAll(".note.warn").Any(note => note.TextContent.Contains("Nothing was kept", StringComparison.Ordinal))));
        Assert.Single(Rooms.Get<Backups>().List());
    }
}
