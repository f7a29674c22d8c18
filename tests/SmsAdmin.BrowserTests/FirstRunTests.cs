namespace SmsAdmin.BrowserTests;

/// <summary>A newcomer's first two minutes.</summary>
public sealed class FirstRunTests(Chromium chromium)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_nothing_prepared_a_newcomer_sets_up_sends_a_test_and_watches_it_arrive()
    {
        const string to = "+1 201-555-0100", text = "A first text from Anna";
        await using var program = await RunningProgram.StartAsync(Ct);
        var page = await chromium.OpenAsync(program.Address);
        await Person.Anna.SetUpAsync(page, await program.SetUpCodeAsync(Ct));
        await Person.SignOutAsync(page);
        await Person.Anna.SignInAsync(page);

        var form = await SendForm.OpenAsync(page);
        var loads = 0;
        page.Load += (_, _) => loads++;
        await form.SubmitAsync(to, text);
        var steps = form.Result.Locator(".tl");
        await Expect(steps).ToContainTextAsync("Accepted");
        await Expect(steps).ToContainTextAsync("Dispatched");
        await Expect(steps).ToContainTextAsync("Delivered");
        await Expect(form.Result.Locator(".top")).ToContainTextAsync("Delivered");
        Assert.Equal(0, loads);
        var id = await form.MessageIdAsync();

        using var backstage = new Backstage(program);
        Assert.Equal([text], await backstage.TextsAsync("12015550100"));
        Assert.Equal(1, await backstage.AcceptedAsync(id));
        await page.GetByRole(AriaRole.Link, new() { Name = "See it on the handset" }).ClickAsync();
        await Expect(page.GetByText(text)).ToBeVisibleAsync();

        await page.GoAsync("/messages");
        var row = page.Locator("main tr", new() { Has = page.Locator($"a[href*='{id}']") });
        await Expect(row).ToContainTextAsync("Delivered");
        await row.Locator($"a[href*='{id}']").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/messages/{id}"));
        var detail = page.Locator("main");
        await Expect(detail.Locator(".explain .top")).ToContainTextAsync("Delivered");
        foreach (var step in (string[])["Accepted", "Dispatched", "Delivered"]) await Expect(detail.Locator(".tl")).ToContainTextAsync(step);
    }
}
