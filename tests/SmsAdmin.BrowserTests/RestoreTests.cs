namespace SmsAdmin.BrowserTests;

/// <summary>A backup that is made, restored from its page and begun with at the next start.</summary>
public sealed class RestoreTests(Chromium chromium)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_sent_after_the_backup_is_gone_after_the_next_start_and_nothing_is_sent_until_somebody_resumes()
    {
        var storage = Directory.CreateTempSubdirectory("smsadmin-restore-");
        try
        {
            await using (var program = await StartAsync(storage))
            {
                var page = await chromium.OpenAsync(program.Address);
                await Person.Anna.SignInAsync(page);
                await SendAsync(page, "Before the backup");
                await page.GoAsync("/settings/backup");
                await page.GetByRole(AriaRole.Button, new() { Name = "Back up now" }).ClickAsync();
                await Expect(page.Locator("main .note.ok")).ToContainTextAsync("The backup is made");
                await SendAsync(page, "After it");

                await page.GoAsync("/settings/backup");
                await page.GetByRole(AriaRole.Button, new() { Name = "Restore smsadmin-" }).ClickAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Bring it back" }).ClickAsync();
                await Expect(page.Locator("main .note.warn", new() { HasText = "The next start begins with a backup" })).ToContainTextAsync("with 1\u00A0message");
                await page.GoAsync("/messages");
                await Expect(page.Locator("main table tbody tr")).ToHaveCountAsync(2);
                await page.Context.CloseAsync();
                await program.StopAsync(Ct);
            }

            await using var again = await StartAsync(storage);
            Assert.Contains("Restored smsadmin-", again.Console, StringComparison.Ordinal);
            var restored = await chromium.OpenAsync(again.Address);
            await Person.Anna.SignInAsync(restored);
            await restored.GoAsync("/messages");
            await Expect(restored.Locator("main table tbody tr")).ToHaveCountAsync(1);
            await restored.GoAsync("/queue");
            await Expect(restored.Locator("main")).ToContainTextAsync("Restored from the backup of");
            await restored.GetByRole(AriaRole.Button, new() { Name = "Resume" }).First.ClickAsync();
            await SendAsync(restored, "After the restore");
            await restored.Context.CloseAsync();
        }
        finally
        {
            storage.Delete(recursive: true);
        }
    }

    private static async Task SendAsync(IPage page, string text)
    {
        var form = await SendForm.OpenAsync(page);
        await form.SubmitAsync("+12015550100", text);
        await Expect(form.Result.Locator(".top")).ToContainTextAsync("Delivered");
    }

    private static Task<RunningProgram> StartAsync(DirectoryInfo storage) =>
        RunningProgram.StartAsync(Ct, storage, ("SMSADMIN_ADMIN_EMAIL", Person.Anna.Email), ("SMSADMIN_ADMIN_PASSWORD", Person.Anna.Password));
}
