using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Core.Delivery;

/// <summary>
/// A plan's messages per second, as Sinch sees them arrive. The plan has as many places as its rate; a send takes one, and
/// it is free again a second after the send can have arrived at the latest. So no window of one second, wherever it begins,
/// sees more arrivals than there are places. Pacing keeps a backlog from taking them all at once, so that a code that comes
/// in the middle of it finds one soon.
/// </summary>
public sealed class PlanRate(TimeProvider clock) : IDisposable
{
    // A hair longer than a second: Sinch's clock is not ours, and ways get shorter while a program warms up.
    private static readonly TimeSpan Second = TimeSpan.FromMilliseconds(1002);
    // An answer that takes longer was slow at Sinch's end, long after the request arrived.
    private static readonly TimeSpan LongestWay = TimeSpan.FromMilliseconds(500);
    // So many ways are seen before the shortest of them is taken for the shortest there is; and it is forgotten after so many.
    private const int EnoughWays = 64;
    private const int ManyWays = 1024;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Pass, long> _freed = new();
    private readonly Bell _change = new(clock);
    private TimeSpan? _shortestBefore;
    private TimeSpan _shortest = TimeSpan.MaxValue;
    private int _ways;
    private int _taken;
    private long _paced;

    /// <summary>Waits for places.</summary>
    /// <param name="perSecond">The plan's rate.</param>
    /// <param name="weight">Places wanted: one, or the message's parts where the plan counts parts.</param>
    /// <param name="isUrgent">Takes the first place there is, without pacing.</param>
    /// <param name="ct">Ends the wait; nothing is taken.</param>
    public async Task<Pass> WaitAsync(int perSecond, int weight, bool isUrgent, CancellationToken ct)
    {
        weight = Math.Min(weight, perSecond);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            TimeSpan? pause;
            lock (_gate)
            {
                var now = clock.GetTimestamp();
                while (_freed.TryPeek(out var pass, out var at) && at <= now)
                {
                    _freed.Dequeue();
                    Free(pass);
                }

                pause = Pause(now, perSecond, weight, isUrgent);
                if (pause is null)
                {
                    _taken += weight;
                    Pace(now, perSecond, weight);
                    return new Pass(this, weight);
                }
            }

            await _change.WaitAsync(pause.Value, ct);
        }
    }

    // Null: go. Places that are under way come back by themselves, so then any change may end the wait.
    private TimeSpan? Pause(long now, int perSecond, int weight, bool isUrgent)
    {
        if (_taken + weight > perSecond) return _freed.TryPeek(out _, out var at) ? clock.GetElapsedTime(now, at) : Timeout.InfiniteTimeSpan;
        // A third of a second's worth may go at once; the rest one after the other.
        var ahead = clock.GetElapsedTime(now, _paced);
        return isUrgent || ahead <= Second / 3 ? null : ahead - (Second / 3);
    }

    private void Pace(long now, int perSecond, int weight) =>
        _paced = Math.Max(_paced, now) + (long)((double)weight / perSecond * clock.TimestampFrequency);

    private void Started(Pass pass)
    {
        lock (_gate)
        {
            pass.StartedAt = clock.GetTimestamp();
            // However long Sinch takes to answer: it has arrived by then.
            _freed.Enqueue(pass, After(pass.StartedAt.Value, Second + LongestWay));
        }

        _change.Ring();
    }

    private void Ended(Pass pass)
    {
        lock (_gate)
        {
            if (pass.IsOver) return;
            pass.IsOver = true;
            if (pass.StartedAt is { } started) _freed.Enqueue(pass, FreeAt(started));
            else Free(pass);
        }

        _change.Ring();
    }

    // Twice in the queue once it has ended: the first of them counts.
    private void Free(Pass pass)
    {
        if (pass.IsFree) return;
        pass.IsFree = true;
        _taken -= pass.Weight;
    }

    private long FreeAt(long startedAt)
    {
        var took = clock.GetElapsedTime(startedAt);
        // There and back takes at least the shortest way, so what one took longer may all have been lost on the way there.
        var late = Min(took - ShortestWay(took), LongestWay);
        return After(startedAt, Second + late);
    }

    // Of the last thousand or two. Taken too long it would let the next ones come too soon; so at first it is none at all.
    private TimeSpan ShortestWay(TimeSpan took)
    {
        _shortest = Min(_shortest, took);
        _ways++;
        var shortest = Min(_shortest, _shortestBefore ?? (_ways < EnoughWays ? TimeSpan.Zero : _shortest));
        if (_ways == ManyWays) (_shortestBefore, _shortest, _ways) = (_shortest, TimeSpan.MaxValue, 0);
        return shortest;
    }

    private long After(long timestamp, TimeSpan time) => timestamp + (long)(time.TotalSeconds * clock.TimestampFrequency) + 1;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    public void Dispose() => _change.Dispose();

    /// <summary>Places taken. Disposed when the send has ended, or did not take place after all; once more does nothing.</summary>
    public sealed class Pass : IDisposable
    {
        private readonly PlanRate _rate;

        internal Pass(PlanRate rate, int weight) => (_rate, Weight) = (rate, weight);

        internal int Weight { get; }

        internal long? StartedAt { get; set; }

        internal bool IsOver { get; set; }

        internal bool IsFree { get; set; }

        /// <summary>The request goes out now.</summary>
        public void Start() => _rate.Started(this);

        public void Dispose() => _rate.Ended(this);
    }
}
