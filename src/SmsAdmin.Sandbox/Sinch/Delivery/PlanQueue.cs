namespace SmsAdmin.Sandbox.Sinch.Delivery;

/// <summary>A plan's one queue: first in, first out, at the plan's rate. The plan's gate guards it.</summary>
internal sealed class PlanQueue
{
    private const double SlowestThrottle = 1.0 / 16;

    // Without a rate there is no next slot to wait for: what comes within this time leaves together
    private static readonly TimeSpan UnlimitedPause = TimeSpan.FromMilliseconds(10);

    private readonly Queue<Message> _waiting = new();
    private DateTimeOffset _nextSlot = DateTimeOffset.MinValue;
    private bool _pumpPlanned;
    private double _throttle = 1;

    public bool IsThrottled => _throttle < 1;

    /// <summary>The instant for which a pump must be planned, or null when one is.</summary>
    public DateTimeOffset? Add(IReadOnlyList<Message> messages, double rate, DateTimeOffset now)
    {
        foreach (var message in messages)
            _waiting.Enqueue(message);
        if (_pumpPlanned || _waiting.Count == 0)
            return null;
        _pumpPlanned = true;
        return rate > 0 ? Later(now, _nextSlot) : now + UnlimitedPause;
    }

    /// <summary>The next message whose slot has come; without one, the instant of the next pump, null when nothing waits.</summary>
    public (Message? Message, DateTimeOffset? Slot) Take(DateTimeOffset at, DateTimeOffset now, double rate)
    {
        while (_waiting.TryPeek(out var message))
        {
            if (message.Withdrawn || message.Status.IsFinal())
            {
                _waiting.Dequeue();
                continue;
            }
            var slot = Later(Later(at, _nextSlot), message.EnqueuedAt);
            if (slot > now)
                return (null, slot);
            _waiting.Dequeue();
            _nextSlot = rate > 0 ? slot + TimeSpan.FromSeconds(1 / (rate * _throttle)) : slot;
            return (message, slot);
        }
        _pumpPlanned = false;
        return (null, null);
    }

    public void Throttle() => _throttle = Math.Max(_throttle / 2, SlowestThrottle);

    public void Ease() => _throttle = Math.Min(_throttle * 2, 1);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
