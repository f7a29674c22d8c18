using System.Diagnostics.CodeAnalysis;

namespace SmsAdmin.Core.Data;

/// <summary>
/// What one instance tells the others after a commit: that something is worth a look, by ids alone. What comes fast is
/// gathered, so that the thousandth change of a moment costs no more than the first. Without neighbours, as on SQLite,
/// nobody is told and nothing is kept.
/// </summary>
public sealed class Neighbours : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Topic, string Key), string> _told = [];
    private readonly Dictionary<string, Action<string?>> _ears = [];
    private readonly SemaphoreSlim _anything = new(0, 1);
    private volatile bool _present;

    /// <summary>This instance, as the others see it: it hears its own words too, and passes over them.</summary>
    internal string Self { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Whether there is anybody to tell.</summary>
    public bool ArePresent => _present;

    /// <summary>Calls <paramref name="heard"/> for what others tell of a topic; with null where something may have been missed.</summary>
    public void On(string topic, Action<string?> heard)
    {
        lock (_gate) _ears.Add(topic, heard);
    }

    /// <summary>Tells the others; called after the commit. Of one key only the last word is told.</summary>
    /// <param name="key">What it is about: an id, or nothing.</param>
    /// <param name="word">Begins with what tells the key apart; ids and states, never a number or a text. Holds no line break.</param>
    public void Tell(string topic, string key = "", string word = "")
    {
        if (!_present) return;
        lock (_gate)
        {
            _told[(topic, key)] = word;
            if (_anything.CurrentCount == 0) _anything.Release();
        }
    }

    /// <summary>From now on there is somebody to tell.</summary>
    internal void Appear() => _present = true;

    /// <summary>Waits until there is something to tell, and takes it: lines of topic and word.</summary>
    internal async Task<IReadOnlyList<string>> TakeAsync(CancellationToken ct)
    {
        await _anything.WaitAsync(ct);
        lock (_gate)
        {
            var lines = _told.Select(told => $"{told.Key.Topic} {told.Value}").ToList();
            _told.Clear();
            return lines;
        }
    }

    /// <summary>Hears a line that another instance told.</summary>
    internal void Hear(string line)
    {
        var topic = line.Split(' ', 2);
        if (Find(topic[0], out var heard)) heard(topic.ElementAtOrDefault(1) ?? "");
    }

    /// <summary>Nothing was heard for a while: everybody looks again.</summary>
    internal void HearThatSomethingWasMissed()
    {
        List<Action<string?>> all;
        lock (_gate) all = [.. _ears.Values];
        foreach (var heard in all) heard(null);
    }

    public void Dispose() => _anything.Dispose();

    private bool Find(string topic, [NotNullWhen(true)] out Action<string?>? heard)
    {
        lock (_gate) return _ears.TryGetValue(topic, out heard);
    }
}
