namespace SmsAdmin.Tests.Support;

/// <summary>Waits for what becomes true on another thread, in another program or on the wire: by looking, so and so often.</summary>
public static class Eventually
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks until it holds.</summary>
    /// <param name="holds">Cheap enough to be asked twenty times a second.</param>
    /// <param name="otherwise">What a look that never held says of how things stand.</param>
    /// <param name="atMost">How long it may take on a busy machine; two minutes unless said otherwise.</param>
    public static async Task HoldsAsync(Func<Task<bool>> holds, Func<Task<string>> otherwise, TimeSpan? atMost = null)
    {
        ArgumentNullException.ThrowIfNull(holds);
        ArgumentNullException.ThrowIfNull(otherwise);
        using var looks = new PeriodicTimer(BetweenLooks);
        for (var left = (atMost ?? TimeSpan.FromMinutes(2)) / BetweenLooks; left > 0; left--)
        {
            if (await holds()) return;
            await looks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.Fail(await otherwise());
    }

    /// <summary>Looks until it holds.</summary>
    public static Task HoldsAsync(Func<bool> holds, string otherwise, TimeSpan? atMost = null) =>
        HoldsAsync(() => Task.FromResult(holds()), () => Task.FromResult(otherwise), atMost);
}
