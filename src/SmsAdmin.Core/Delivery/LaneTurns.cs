using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Priority without starvation: lanes go in their order, but now and then one of the lower goes before its turn.</summary>
internal sealed class LaneTurns
{
    // Of so many messages one place is kept for a lower lane: codes keep nine tenths of the rate whatever else waits.
    private const int Every = 10;

    private readonly Lane[] _lower = [Lane.Normal, Lane.Bulk, Lane.Test];
    private int _sinceSpared;
    private int _next;

    /// <summary>The lane whose turn it is out of order; null while none is due.</summary>
    public Lane? Spared => _sinceSpared >= Every ? _lower[_next % _lower.Length] : null;

    /// <summary>Messages of these lanes were claimed at once, with what <see cref="Spared"/> said before.</summary>
    public void Went(Lane? spared, IEnumerable<Lane> lanes)
    {
        if (spared is not null)
        {
            // It had its turn, whether or not it had anything.
            _sinceSpared = 0;
            _next++;
        }

        // Only a higher lane's messages pass over others.
        _sinceSpared += lanes.Count(lane => lane != Lane.Bulk);
    }
}
