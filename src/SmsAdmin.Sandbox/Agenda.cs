namespace SmsAdmin.Sandbox;

/// <summary>
/// What the pretend world still has to do, by time, on one timer of the injected clock. Each piece of work is given the
/// instant for which it was due, not the one at which it ran, so that a clock which jumps sees the same history.
/// </summary>
internal sealed partial class Agenda : IDisposable
{
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset Due, long Order)> _work = new();
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;
    private long _order;
    private bool _running;

    public Agenda(TimeProvider time, ILogger log)
    {
        _time = time;
        _log = log;
        _timer = time.CreateTimer(_ => Run(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Never call this while holding a plan's gate: a fake clock runs work that is due on the spot.</summary>
    public void At(DateTimeOffset due, Action<DateTimeOffset> work)
    {
        lock (_gate)
        {
            _work.Enqueue(work, (due, _order++));
            if (_running || due >= _armedFor)
                return;
            _armedFor = due;
        }
        Arm(due);
    }

    public void Clear()
    {
        lock (_gate)
            _work.Clear();
    }

    public void Dispose() => _timer.Dispose();

    private void Run()
    {
        lock (_gate)
        {
            if (_running)
                return;
            _running = true;
        }
        while (TryTake(out var work, out var due))
        {
            try
            {
                work(due);
            }
            catch (Exception fault)
            {
                Log.WorkFailed(_log, fault);
            }
        }
    }

    private bool TryTake(out Action<DateTimeOffset> work, out DateTimeOffset due)
    {
        lock (_gate)
        {
            if (_work.TryPeek(out work!, out var key) && key.Due <= _time.GetUtcNow())
            {
                due = key.Due;
                _work.Dequeue();
                return true;
            }
            due = _armedFor = work is null ? DateTimeOffset.MaxValue : key.Due;
            _running = false;
        }
        if (due != DateTimeOffset.MaxValue)
            Arm(due);
        return false;
    }

    private void Arm(DateTimeOffset due)
    {
        while (true)
        {
            // Timers count whole milliseconds: rounded up, or the timer would fire just before the work is due
            var wait = Math.Ceiling((due - _time.GetUtcNow()).TotalMilliseconds);
            _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(wait, 0, int.MaxValue)), Timeout.InfiniteTimeSpan);
            lock (_gate)
            {
                // Somebody asked for another instant meanwhile, and this call may have overwritten theirs
                if (_running || _armedFor == due || _armedFor == DateTimeOffset.MaxValue)
                    return;
                due = _armedFor;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A piece of the sandbox's scheduled work failed")]
        public static partial void WorkFailed(ILogger logger, Exception fault);
    }
}
