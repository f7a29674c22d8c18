namespace SmsAdmin.Sandbox.Sinch.Batches;

/// <summary>A plan's batches, findable by id and by client reference. The plan's gate guards them.</summary>
internal sealed class BatchBook
{
    private const int Capacity = 250_000;

    private readonly Dictionary<string, Batch> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Batch>> _byReference = new(StringComparer.Ordinal);
    private readonly List<Batch> _inOrder = [];

    public Batch? Find(string id) => _byId.GetValueOrDefault(id);

    public void Add(Batch batch)
    {
        _byId.Add(batch.Id, batch);
        _inOrder.Add(batch);
        Index(batch);
        if (_inOrder.Count > Capacity)
            ForgetOldest(Capacity / 10);
    }

    /// <summary>A batch's content, and perhaps its client reference, is about to change.</summary>
    public void Change(Batch batch, BatchContent content, DateTimeOffset at)
    {
        Unindex(batch);
        batch.Change(content, at);
        Index(batch);
    }

    /// <summary>Newest first, back to <paramref name="since"/>; only those with the reference when there is one.</summary>
    public IEnumerable<Batch> NewestFirst(DateTimeOffset since, string? clientReference)
    {
        var batches = clientReference is null ? _inOrder : _byReference.GetValueOrDefault(clientReference) ?? [];
        for (var i = batches.Count - 1; i >= 0; i--)
        {
            if (batches[i].CreatedAt >= since)
                yield return batches[i];
            else if (clientReference is null)
                yield break;
        }
    }

    private void Index(Batch batch)
    {
        if (batch.Content.ClientReference is not { } reference)
            return;
        if (!_byReference.TryGetValue(reference, out var same))
            _byReference.Add(reference, same = new List<Batch>(1));
        same.Add(batch);
    }

    private void Unindex(Batch batch)
    {
        if (batch.Content.ClientReference is { } reference
            && _byReference.TryGetValue(reference, out var same) && same.Remove(batch) && same.Count == 0)
            _byReference.Remove(reference);
    }

    private void ForgetOldest(int count)
    {
        foreach (var batch in _inOrder[..count])
        {
            _byId.Remove(batch.Id);
            Unindex(batch);
        }
        _inOrder.RemoveRange(0, count);
    }
}
