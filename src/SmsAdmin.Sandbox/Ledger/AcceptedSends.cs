using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace SmsAdmin.Sandbox.Ledger;

/// <summary>What was accepted, and what was asked at all: the proof for tests, kept out of the way of the sends.</summary>
internal sealed class AcceptedSends(int capacity)
{
    // Plan ids come from the path, so that anybody can invent new ones
    private const int MostRequestKinds = 20_000;

    private readonly ConcurrentQueue<LedgerEntry> _entries = new();
    private readonly ConcurrentDictionary<(string Plan, string Region, string Method, string Path), StrongBox<long>> _requests = new();
    private readonly ConcurrentQueue<FeedbackEntry> _feedback = new();
    private int _kept;

    public void Add(LedgerEntry entry)
    {
        _entries.Enqueue(entry);
        if (Interlocked.Increment(ref _kept) > capacity && _entries.TryDequeue(out _))
            Interlocked.Decrement(ref _kept);
    }

    public void Add(FeedbackEntry feedback)
    {
        _feedback.Enqueue(feedback);
        if (_feedback.Count > capacity)
            _feedback.TryDequeue(out _);
    }

    public void CountRequest(string plan, string region, string method, string path)
    {
        var key = (plan, region, method, path);
        if (!_requests.TryGetValue(key, out var count))
        {
            if (_requests.Count >= MostRequestKinds)
                return;
            count = _requests.GetOrAdd(key, _ => new StrongBox<long>());
        }
        Interlocked.Increment(ref count.Value);
    }

    public IEnumerable<LedgerEntry> Entries => _entries;

    public IEnumerable<FeedbackEntry> Feedback => _feedback;

    public IReadOnlyList<RequestCount> Requests =>
    [
        .. _requests.Select(pair => new RequestCount(
                pair.Key.Plan, pair.Key.Region, pair.Key.Method, pair.Key.Path, Interlocked.Read(ref pair.Value.Value)))
            .OrderBy(count => count.ServicePlanId, StringComparer.Ordinal).ThenBy(count => count.Region, StringComparer.Ordinal)
            .ThenBy(count => count.Path, StringComparer.Ordinal).ThenBy(count => count.Method, StringComparer.Ordinal),
    ];

    public void Clear()
    {
        _entries.Clear();
        _requests.Clear();
        _feedback.Clear();
        Interlocked.Exchange(ref _kept, 0);
    }
}
