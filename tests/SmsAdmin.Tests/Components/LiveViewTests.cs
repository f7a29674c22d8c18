using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Components;

public sealed class LiveViewTests
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_changed_is_looked_at_until_the_view_is_gone()
    {
        var looked = new SemaphoreSlim(0);
        var view = new LiveView(() => { looked.Release(); return Task.CompletedTask; }, Never, TimeSpan.Zero, TimeProvider.System);
        view.Tell();
        await looked.WaitAsync(Ct);
        view.Tell();
        await looked.WaitAsync(Ct);

        view.Dispose();
        view.Tell();
        view.Dispose();
        Assert.Equal(0, looked.CurrentCount);
    }

    [Fact]
    public async Task A_view_that_could_not_look_can_still_be_closed()
    {
        var heard = new TaskCompletionSource<Exception>();
        var view = new LiveView(() => throw new InvalidOperationException("no look"), failed => { heard.SetResult(failed); return Task.CompletedTask; }, TimeSpan.Zero, TimeProvider.System);
        view.Tell();
        Assert.Equal("no look", (await heard.Task.WaitAsync(Ct)).Message);
        view.Dispose();
    }

    private static Task Never(Exception failed) => throw failed;
}
