namespace SmsAdmin.Sandbox.Handset;

/// <summary>All texts that phones got, newest last; the oldest go when there are too many.</summary>
internal sealed class TextsReceived(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<HandsetText> _all = new();
    private readonly Dictionary<string, Queue<HandsetText>> _byNumber = new(StringComparer.Ordinal);

    public event Action<HandsetText>? Arrived;

    public void Add(HandsetText text)
    {
        lock (_gate)
        {
            _all.Enqueue(text);
            if (!_byNumber.TryGetValue(text.Number, out var own))
                _byNumber.Add(text.Number, own = new Queue<HandsetText>());
            own.Enqueue(text);
            if (_all.Count > capacity)
                Forget(_all.Dequeue().Number);
        }
        Arrived?.Invoke(text);
    }

    public IReadOnlyList<HandsetText> Of(string number)
    {
        lock (_gate)
            return _byNumber.TryGetValue(number, out var own) ? [.. own] : [];
    }

    public IReadOnlyList<HandsetText> Latest(int most)
    {
        lock (_gate)
            return [.. _all.Skip(_all.Count - most)];
    }

    public void Clear()
    {
        lock (_gate)
        {
            _all.Clear();
            _byNumber.Clear();
        }
    }

    // The oldest of all is the oldest of its own number
    private void Forget(string number)
    {
        var own = _byNumber[number];
        own.Dequeue();
        if (own.Count == 0)
            _byNumber.Remove(number);
    }
}
