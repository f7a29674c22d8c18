using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Retention;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Retention;

public sealed class ErasingRunsTests : IAsyncDisposable
{
    private const int Due = 1200;

    // Told on the job's own thread, so that it waits here for each step.
    private readonly SemaphoreSlim _goes = new(0);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asked_and_waits_no_longer_does_not_end_it_and_who_asks_meanwhile_gets_the_same()
    {
        await using var rooms = await WithCallbacksAsync();
        using var held = rooms.Get<ErasingChanges>().Listen(() => _goes.Wait(Ct));
        using var gone = new CancellationTokenSource();
        var runs = rooms.Get<ErasingRuns>();
        var waiting = runs.RunAsync(TestRooms.Anna, gone.Token);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var other = runs.RunAsync(Actor.System("Somebody else"), Ct);
        Assert.Equal("Anna Lind", runs.Last?.StartedBy);
        _goes.Release(1000);

        Assert.Equal(new ErasingOutcome.Done(new Erased(0, 0, Due)), await other);
        Assert.Equal(new ErasingProgress(Due, Due), runs.Last?.Progress);
        Assert.Equal(0, await CallbacksAsync(rooms));
        Assert.Equal(1, await rooms.LookAsync(db => db.Audit.CountAsync(a => a.Action == "retention.run" && a.ActorName == "Anna Lind", Ct)));
    }

    [Fact]
    public async Task One_that_is_stopped_leaves_the_rest_and_the_next_takes_it()
    {
        await using var rooms = await WithCallbacksAsync();
        var runs = rooms.Get<ErasingRuns>();
        using (rooms.Get<ErasingChanges>().Listen(() => _goes.Wait(Ct)))
        {
            var running = runs.RunAsync(TestRooms.Anna, Ct);
            // The beginning is told, and the first batch.
            _goes.Release();
            await Eventually.HoldsAsync(() => runs.Last!.Progress.Done == 500, "The first batch is not told.");
            runs.Last!.Stop();
            _goes.Release(1000);
            Assert.Equal(new ErasingOutcome.Stopped(), await running);
        }

        Assert.Equal(Due - 500, await CallbacksAsync(rooms));
        Assert.Contains("500", await rooms.LookAsync(db => db.Audit.Where(a => a.Action == "retention.run").Select(a => a.After).SingleAsync(Ct)), StringComparison.Ordinal);
        Assert.Equal(new ErasingOutcome.Done(new Erased(0, 0, Due - 500)), await runs.RunAsync(TestRooms.Anna, Ct));
    }

    [Fact]
    public async Task On_PostgreSQL_one_instance_erases_at_a_time()
    {
        await using var rooms = await WithCallbacksAsync(Engine.Postgres);
        await using var others = await TestRooms.StartAsync(_clock, directory: rooms.Directory, engine: Engine.Postgres);
        using var held = rooms.Get<ErasingChanges>().Listen(() => _goes.Wait(Ct));
        var first = rooms.Get<ErasingRuns>();
        var running = first.RunAsync(TestRooms.Anna, Ct);
        await Eventually.HoldsAsync(() => first.Last!.Progress.Total == Due, "It does not begin.");

        Assert.IsType<ErasingOutcome.Refused>(await others.Get<ErasingRuns>().RunAsync(TestRooms.Anna, Ct));
        _goes.Release(1000);

        Assert.IsType<ErasingOutcome.Done>(await running);
        Assert.IsType<ErasingOutcome.Done>(await others.Get<ErasingRuns>().RunAsync(TestRooms.Anna, Ct));
    }

    public ValueTask DisposeAsync()
    {
        _goes.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<TestRooms> WithCallbacksAsync(Engine? engine = null)
    {
        var rooms = await TestRooms.StartAsync(_clock, engine: engine);
        await rooms.LookAsync(db =>
        {
            for (var i = 0; i < Due; i++) db.Callbacks.Add(new RawCallback { Id = Guid.CreateVersion7(), PlanId = Guid.Empty, ReceivedAt = _clock.GetUtcNow(), BodyCipher = [1], State = CallbackState.Applied });
            return db.SaveChangesAsync(Ct);
        });
        _clock.Advance(TimeSpan.FromDays(15));
        return rooms;
    }

    private static Task<int> CallbacksAsync(TestRooms rooms) => rooms.LookAsync(db => db.Callbacks.CountAsync(Ct));
}
