namespace SmsAdmin.Sandbox.Sinch.Delivery;

/// <summary>A plan's ended messages in the order in which they ended. The plan's gate guards them.</summary>
internal sealed class FinishedMessages
{
    private const int Capacity = 250_000;

    // Neighbours may have ended in another order by a hair
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private readonly List<Message> _messages = [];

    public void Add(Message message)
    {
        _messages.Add(message);
        if (_messages.Count > Capacity)
            _messages.RemoveRange(0, Capacity / 10);
    }

    /// <summary>Newest first, back to <paramref name="since"/>.</summary>
    public IEnumerable<Message> NewestFirst(DateTimeOffset since)
    {
        for (var i = _messages.Count - 1; i >= 0 && _messages[i].At >= since - Slack; i--)
        {
            if (_messages[i].At >= since)
                yield return _messages[i];
        }
    }
}
