using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Retention;
using SmsAdmin.Web.Components.Pages.Settings;

namespace SmsAdmin.Tests.Web;

public sealed class RetentionPageTests : ConsoleTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Page.Services.AddSingleton(Rooms.Get<RetentionTermsStore>());
        Page.Services.AddSingleton(Rooms.Get<ErasingRuns>());
        Page.Services.AddSingleton(Rooms.Get<ErasingChanges>());
    }

    [Fact]
    public async Task No_field_is_there_before_the_days_are_read_so_nothing_typed_is_written_over()
    {
        IRenderedComponent<RetentionPage> page;
        using (Reads.Shut("Settings"))
        {
            page = Begin<RetentionPage>("/settings/retention", Roles.Admin);
            Assert.Empty(page.FindAll("input"));
        }

        Assert.NotEqual("", (await page.WaitForElementAsync("#texts")).GetAttribute("value"));
    }

    [Fact]
    public async Task Days_are_stored_and_those_that_make_no_sense_told_where_they_stand()
    {
        var page = Open<RetentionPage>("/settings/retention", Roles.Admin);
        await page.InvokeAsync(() => page.Find("#texts").ChangeAsync("0"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Contains("Between 1 and 3,650", page.Find(".f:has(#texts)").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".note"));

        await page.InvokeAsync(() => page.Find("#texts").ChangeAsync("7"));
        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        Assert.Contains("The days are stored", page.Find(".note.ok").TextContent, StringComparison.Ordinal);
        Assert.Equal(7, (await Rooms.Get<RetentionTermsStore>().ReadAsync(Ct)).Texts);
    }

    [Fact]
    public async Task An_erasing_goes_on_when_its_page_is_closed_is_seen_and_stopped_by_whoever_opens_the_page_and_its_end_stands_there()
    {
        await Rooms.LookAsync(db =>
        {
            for (var i = 0; i < 1200; i++)
                db.Callbacks.Add(new RawCallback { Id = Guid.CreateVersion7(), PlanId = PlanId, ReceivedAt = Clock.GetUtcNow().AddDays(-15), BodyCipher = [1], State = CallbackState.Applied });
            return db.SaveChangesAsync(Ct);
        });
        var first = Open<RetentionPage>("/settings/retention", Roles.Admin);
        using var goes = new SemaphoreSlim(0);
        // Told on its own thread, so that it waits here for each step.
        using var held = Rooms.Get<ErasingChanges>().Listen(() => goes.Wait(Ct));

        await PressAsync(first, "Erase what is due");
        Assert.Contains("Asked for by Anna Lind", first.Find(".job + p").TextContent, StringComparison.Ordinal);
        await first.InvokeAsync(first.Instance.Dispose);

        var second = Page.Render<RetentionPage>();
        second.WaitForState(() => second.FindAll("[role=progressbar]").Count == 1);
        await PressAsync(second, "Stop");
        goes.Release(1000);
        await UntilAsync(() => second.FindAll(".note.warn").Any(note => note.TextContent.Contains("What was erased until then is gone", StringComparison.Ordinal)));

        await PressAsync(second, "Erase what is due");
        await UntilAsync(() => second.FindAll(".note.ok").Count == 1);
        var third = Page.Render<RetentionPage>();
        Assert.Contains("All that was due is erased", third.Find(".note.ok").TextContent, StringComparison.Ordinal);
        Assert.Contains("Anna Lind had asked for it", third.Find(".note.ok").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await Rooms.LookAsync(db => Task.FromResult(db.Callbacks.Count())));
    }
}
