using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Delivery;

namespace SmsAdmin.Tests.Delivery;

/// <summary>The ceiling of a plan, on a clock that tests turn by milliseconds.</summary>
public sealed class PlanRateTests : IDisposable
{
    private const int PerSecond = 30;

    private readonly WatchedClock _clock = new();
    private readonly PlanRate _rate;

    public PlanRateTests() => _rate = new PlanRate(_clock);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(5, 5)]
    [InlineData(5, 20)]
    [InlineData(20, 200)]
    [InlineData(5, 490)]
    public async Task No_window_of_one_second_holds_more_arrivals_than_the_rate_though_ways_differ(int shortestMs, int longestMs)
    {
        var sends = new Queue<(PlanRate.Pass Pass, DateTimeOffset EndsAt)>();
        var arrivals = new List<DateTimeOffset>();
        var ways = new Random(7);
        var next = _rate.WaitAsync(PerSecond, 1, false, Ct);
        for (var ms = 0; ms < 20_000; ms++)
        {
            while (sends.TryPeek(out var first) && first.EndsAt <= _clock.GetUtcNow())
            {
                var waits = _clock.Waits;
                sends.Dequeue().Pass.Dispose();
                // Its end wakes whoever waits: to take the place, or to wait anew.
                while (!next.IsCompleted && _clock.Waits == waits) await Task.Yield();
            }

            while (next.IsCompleted)
            {
                var pass = await next;
                pass.Start();
                // All of what it takes may be lost on the way there.
                var way = TimeSpan.FromMilliseconds(ways.Next(shortestMs, longestMs + 1));
                arrivals.Add(_clock.GetUtcNow() + way);
                sends = new(sends.Append((pass, _clock.GetUtcNow() + way)).OrderBy(send => send.Item2));
                next = _rate.WaitAsync(PerSecond, 1, false, Ct);
            }

            _clock.Advance(TimeSpan.FromMilliseconds(1));
            await ReadyAsync(next);
        }

        arrivals.Sort();
        for (var i = PerSecond; i < arrivals.Count; i++)
            Assert.True(arrivals[i] - arrivals[i - PerSecond] >= TimeSpan.FromSeconds(1), $"{PerSecond + 1} arrivals within {(arrivals[i] - arrivals[i - PerSecond]).TotalMilliseconds} ms");
        // To the full where ways are alike; what differs on the way cannot be told from what came late.
        Assert.True(arrivals.Count >= 20 * PerSecond * 1000 / (1000 + longestMs + 50), $"{arrivals.Count} in 20 s");
    }

    [Fact]
    public async Task Answers_that_take_long_do_not_slow_the_plan_down()
    {
        var sent = 0;
        var next = _rate.WaitAsync(PerSecond, 1, false, Ct);
        for (var ms = 0; ms < 10_000; ms++)
        {
            // None is ever answered.
            for (; next.IsCompleted; sent++)
            {
                (await next).Start();
                next = _rate.WaitAsync(PerSecond, 1, false, Ct);
            }

            _clock.Advance(TimeSpan.FromMilliseconds(1));
            await ReadyAsync(next);
        }

        Assert.InRange(sent, 6 * PerSecond, 10 * PerSecond);
    }

    [Fact]
    public async Task A_code_takes_the_next_place_while_bulk_is_paced()
    {
        for (var i = 0; i < PerSecond / 3; i++) (await _rate.WaitAsync(PerSecond, 1, false, Ct)).Start();
        var paced = await _rate.WaitAsync(PerSecond, 1, false, Ct);
        var bulk = _rate.WaitAsync(PerSecond, 1, false, Ct);
        var code = _rate.WaitAsync(PerSecond, 1, true, Ct);

        using var place = await code;
        Assert.False(bulk.IsCompleted);
        paced.Dispose();
    }

    [Fact]
    public async Task A_send_that_did_not_take_place_gives_its_place_back_once()
    {
        var passes = new List<PlanRate.Pass>();
        for (var i = 0; i < PerSecond; i++) passes.Add(await _rate.WaitAsync(PerSecond, 1, true, Ct));
        passes[0].Dispose();
        passes[0].Dispose();

        await _rate.WaitAsync(PerSecond, 1, true, Ct);
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var waiting = _rate.WaitAsync(PerSecond, 1, true, soon.Token);
        Assert.False(waiting.IsCompleted);
        await soon.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Nobody_gets_a_place_after_the_end_was_asked_for() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _rate.WaitAsync(PerSecond, 1, false, new CancellationToken(true)));

    public void Dispose() => _rate.Dispose();

    // Whoever was woken goes on elsewhere, and then has a place or waits anew. No time passes meanwhile.
    private async Task ReadyAsync(Task next)
    {
        while (!next.IsCompleted && !_clock.IsWaitedFor) await Task.Yield();
    }

    /// <summary>A clock that knows whether somebody waits for it.</summary>
    private sealed class WatchedClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero))
    {
        private int _waiting;
        private int _waits;

        /// <summary>How often somebody began to wait.</summary>
        public int Waits => Volatile.Read(ref _waits);

        public bool IsWaitedFor => Volatile.Read(ref _waiting) > 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Watched(this);
            timer.Inner = base.CreateTimer(held =>
            {
                timer.End();
                callback(held);
            }, state, dueTime, period);
            // Told once it waits: a clock that is turned before that would end it late.
            Interlocked.Increment(ref _waiting);
            Interlocked.Increment(ref _waits);
            return timer;
        }

        private sealed class Watched(WatchedClock clock) : ITimer
        {
            private int _ended;

            public ITimer? Inner { get; set; }

            public void End()
            {
                if (Interlocked.Exchange(ref _ended, 1) == 0) Interlocked.Decrement(ref clock._waiting);
            }

            public bool Change(TimeSpan dueTime, TimeSpan period) => Inner!.Change(dueTime, period);

            public void Dispose()
            {
                End();
                Inner?.Dispose();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
