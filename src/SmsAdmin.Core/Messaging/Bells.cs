using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Messaging;

/// <summary>The two bells of the house. Rung in one instance, they ring in all.</summary>
public sealed class Bells(Neighbours neighbours, TimeProvider clock) : IDisposable
{
    /// <summary>Something waits to be sent.</summary>
    public Bell Queue { get; } = Shared("queue", neighbours, clock);

    /// <summary>A callback waits to be applied.</summary>
    public Bell Receipts { get; } = Shared("receipts", neighbours, clock);

    public void Dispose()
    {
        Queue.Dispose();
        Receipts.Dispose();
    }

    private static Bell Shared(string topic, Neighbours neighbours, TimeProvider clock)
    {
        var bell = new Bell(clock, () => neighbours.Tell(topic));
        neighbours.On(topic, _ => bell.RingHere());
        return bell;
    }
}
