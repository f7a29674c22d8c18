namespace SmsAdmin.Core.Data;

/// <summary>Tells open pages, in every instance, that something of one kind changed. Nobody may rely on it for more than looking again.</summary>
public abstract class Feed
{
    private readonly Neighbours _neighbours;
    private readonly string _topic;

    /// <param name="topic">A word that no other feed has.</param>
    protected Feed(Neighbours neighbours, string topic)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        (_neighbours, _topic) = (neighbours, topic);
        neighbours.On(topic, _ => Heard());
    }

    private event Action? Changed;

    /// <summary>Calls <paramref name="listener"/> for each change until the answer is disposed. It must return at once.</summary>
    public IDisposable Listen(Action listener)
    {
        Changed += listener;
        return new Subscription(() => Changed -= listener);
    }

    /// <summary>Announces a change; called after its commit.</summary>
    public void Announce()
    {
        Heard();
        _neighbours.Tell(_topic);
    }

    /// <summary>Something changed, here or in another instance.</summary>
    protected virtual void Heard() => Changed?.Invoke();
}
