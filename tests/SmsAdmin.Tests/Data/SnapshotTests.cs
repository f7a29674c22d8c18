using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Tests.Data;

public sealed class SnapshotTests
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _clock = new();
    private int _readings;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_reads_once_and_again_when_its_time_is_over()
    {
        var snapshot = new Snapshot<int>(_ => Task.FromResult(++_readings), KeptFor, _clock);

        Assert.Equal((1, 1), (await snapshot.GetAsync(Ct), await snapshot.GetAsync(Ct)));
        _clock.Advance(KeptFor - TimeSpan.FromTicks(1));
        Assert.Equal(1, await snapshot.GetAsync(Ct));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(2, await snapshot.GetAsync(Ct));
    }

    [Fact]
    public async Task Those_who_ask_at_the_same_time_share_one_reading()
    {
        var read = new TaskCompletionSource<int>();
        var snapshot = new Snapshot<int>(_ => Reading(read.Task), KeptFor, _clock);

        var first = snapshot.GetAsync(Ct).AsTask();
        var second = snapshot.GetAsync(Ct).AsTask();
        read.SetResult(7);

        Assert.Equal((7, 7), (await first, await second));
        Assert.Equal(1, _readings);
    }

    [Fact]
    public async Task A_reading_that_began_before_a_change_is_not_kept_and_serves_nobody_who_asks_after_it()
    {
        var old = new TaskCompletionSource<int>();
        var snapshot = new Snapshot<int>(_ => Reading(_readings == 0 ? old.Task : Task.FromResult(2)), KeptFor, _clock);
        var before = snapshot.GetAsync(Ct).AsTask();

        snapshot.Forget();
        var after = await snapshot.GetAsync(Ct);
        old.SetResult(1);

        Assert.Equal((1, 2, 2), (await before, after, await snapshot.GetAsync(Ct)));
    }

    [Fact]
    public async Task A_reading_that_fails_is_told_to_who_waited_and_the_next_one_tries_again()
    {
        var snapshot = new Snapshot<int>(_ => Reading(_readings == 0 ? Task.FromException<int>(new IOException()) : Task.FromResult(2)), KeptFor, _clock);

        await Assert.ThrowsAsync<IOException>(() => snapshot.GetAsync(Ct).AsTask());
        Assert.Equal(2, await snapshot.GetAsync(Ct));
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_end_the_reading_of_the_others()
    {
        var read = new TaskCompletionSource<int>();
        var snapshot = new Snapshot<int>(_ => Reading(read.Task), KeptFor, _clock);
        using var impatient = new CancellationTokenSource();
        var gone = snapshot.GetAsync(impatient.Token).AsTask();
        var stays = snapshot.GetAsync(Ct).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        read.SetResult(3);

        Assert.Equal(3, await stays);
    }

    private Task<int> Reading(Task<int> answer)
    {
        _readings++;
        return answer;
    }
}
