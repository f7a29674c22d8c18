namespace SmsAdmin.BrowserTests.Support;

/// <summary>What a window keeps of forms whose work is not done.</summary>
internal static class KeptForms
{
    /// <summary>Under which place, and what.</summary>
    public static Task<string[][]> KeptAsync(this IPage page) =>
        page.EvaluateAsync<string[][]>("() => Object.entries(sessionStorage).filter(([key]) => key.startsWith('kept '))");

    /// <summary>Keeps it again, as if the answer to the press had been lost on its way.</summary>
    public static async Task KeepAgainAsync(this IPage page, string[][] kept)
    {
        await page.WaitForFunctionAsync("() => !Object.keys(sessionStorage).some(key => key.startsWith('kept '))");
        await page.EvaluateAsync("kept => { for (const [key, value] of kept) sessionStorage.setItem(key, value); }", kept);
    }

    /// <summary>Everything that a page can read again later, of this window and of others.</summary>
    public static Task<string> ReadableAsync(this IPage page) =>
        page.EvaluateAsync<string>("() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie, history.state, location.href])");

    /// <summary>Presses twice before anything can come of the first.</summary>
    public static Task PressTwiceAsync(this ILocator button) => button.EvaluateAsync("button => { button.click(); button.click(); }");

    /// <summary>Presses the button of a plain form, and again while the first post is on its way.</summary>
    /// <param name="arrives">Waits for the page that answers.</param>
    /// <returns>How many posts went out.</returns>
    public static async Task<int> PostTwiceAsync(this IPage page, ILocator button, Func<Task> arrives)
    {
        var (posts, first) = (0, new TaskCompletionSource<IRoute>(TaskCreationOptions.RunContinuationsAsynchronously));
        await page.RouteAsync("**/*", route =>
        {
            // The page that answers posts too, where it begins its circuit.
            if (route.Request is not { Method: "POST", IsNavigationRequest: true }) return route.ContinueAsync();
            posts++;
            return first.TrySetResult(route) ? Task.CompletedTask : route.ContinueAsync();
        });
        // By the page itself: from outside nothing is pressed before the navigation has ended.
        var again = page.WaitForConsoleMessageAsync(new() { Predicate = message => message.Text == "pressed again" });
        await button.EvaluateAsync("button => { button.click(); setTimeout(() => { button.click(); console.log('pressed again'); }, 250); }");
        var held = await first.Task;
        await again;
        await held.ContinueAsync();
        await arrives();
        await page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.Wait });
        return posts;
    }
}
