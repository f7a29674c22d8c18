using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Delivery;

/// <summary>How much of its rate a plan uses, and what it counts.</summary>
public sealed class PlanRateUseTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan ShortestWay = TimeSpan.FromMilliseconds(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_that_have_to_be_opened_first_do_not_crowd_into_the_second_after()
    {
        var arrivals = await DriveAsync(10, 1, TimeSpan.FromSeconds(4), sent => sent < 10 ? TimeSpan.FromMilliseconds(400) : ShortestWay, () => 1);

        Assert.InRange(Fullest(arrivals, 1), 5, 10);
    }

    [Fact]
    public async Task Under_backlog_the_limit_is_used_to_the_full()
    {
        var arrivals = await DriveAsync(30, 1, TimeSpan.FromSeconds(6), _ => ShortestWay, () => 0);

        Assert.InRange(arrivals.Count, 171, 180);
        Assert.Equal(30, Fullest(arrivals, 1));
    }

    [Fact]
    public async Task A_message_of_three_parts_takes_three_places_where_parts_count()
    {
        var arrivals = await DriveAsync(30, 3, TimeSpan.FromSeconds(4), _ => ShortestWay, () => 0);

        Assert.InRange(arrivals.Count, 37, 40);
        Assert.Equal(30, Fullest(arrivals, 3));
    }

    [Fact]
    public async Task A_message_of_more_parts_than_the_rate_takes_all_of_it_and_goes()
    {
        var clock = new FakeTimeProvider();
        using var rate = new PlanRate(clock);
        using var pass = await rate.WaitAsync(perSecond: 2, weight: 5, isUrgent: false, Ct);
        Assert.False(rate.WaitAsync(2, 1, isUrgent: true, Ct).IsCompleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_plan_says_whether_recipients_or_parts_count(bool countsParts)
    {
        // 13 parts each: two a second where parts count, all at once where recipients do.
        var text = new string('a', 13 * 153);
        await using var sandbox = await SandboxHost.StartAsync();
        await using var rooms = await TestRooms.StartAsync();
        var plan = await rooms.AddPlanAsync(sandbox, draft => draft with { PerSecond = 26, CountsParts = countsParts });
        for (var i = 0; i < 4; i++)
        {
            Assert.IsType<SubmitOutcome.Queued>(await rooms.Get<Submissions>().SubmitAsync(
                new NewMessage(plan, "+12015550100", null, text, Lane.Normal, Origin.Console), TestRooms.Anna, Ct));
        }

        await rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        var arrivals = sandbox.World.Ledger.Entries.Select(entry => entry.ArrivedAt).Order().ToList();
        Assert.Equal(4, arrivals.Count);
        Assert.Equal(countsParts, Fullest(arrivals, 1) <= 2);
        Assert.Equal(countsParts, (await rooms.Get<Plans>().FindAsync(plan, Ct))!.CountsParts);
    }

    /// <summary>Sends without a pause for so long, each answered after its time, and says when they arrived.</summary>
    private static async Task<List<DateTimeOffset>> DriveAsync(int perSecond, int weight, TimeSpan length, Func<int, TimeSpan> took, Func<double> lost)
    {
        var clock = new WatchedClock();
        using var rate = new PlanRate(clock);
        var ends = new PriorityQueue<PlanRate.Pass, DateTimeOffset>();
        var arrivals = new List<DateTimeOffset>();
        var until = clock.GetUtcNow() + length;
        while (true)
        {
            var wait = rate.WaitAsync(perSecond, weight, isUrgent: false, Ct);
            while (!wait.IsCompleted && clock.GetUtcNow() < until) await TickAsync(wait);
            if (clock.GetUtcNow() >= until) break;
            var pass = await wait;
            pass.Start();
            var way = took(arrivals.Count);
            ends.Enqueue(pass, clock.GetUtcNow() + way);
            // All that it took beyond the shortest may have been lost on the way there, or none of it.
            arrivals.Add(clock.GetUtcNow() + ((way - ShortestWay) * lost()));
        }

        arrivals.Sort();
        return arrivals;

        async Task TickAsync(Task wait)
        {
            var armed = clock.Armed;
            clock.Advance(Step);
            var woken = clock.Due <= clock.GetUtcNow();
            while (ends.TryPeek(out var pass, out var at) && at <= clock.GetUtcNow())
            {
                ends.Dequeue();
                pass.Dispose();
                woken = true;
            }

            // Who was woken goes, or waits anew, before the clock goes on.
            while (woken && !wait.IsCompleted && clock.Armed == armed) await Task.Yield();
        }
    }

    private static int Fullest(List<DateTimeOffset> sorted, int weight)
    {
        var most = 0;
        for (var (first, last) = (0, 0); last < sorted.Count; last++)
        {
            while (sorted[last] - sorted[first] >= Second) first++;
            most = Math.Max(most, (last - first + 1) * weight);
        }

        return most;
    }

    /// <summary>Tells when somebody waits, and until when.</summary>
    private sealed class WatchedClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero))
    {
        private int _armed;

        public int Armed => Volatile.Read(ref _armed);

        public DateTimeOffset Due { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : GetUtcNow() + dueTime;
            Interlocked.Increment(ref _armed);
            return timer;
        }
    }
}
