namespace SmsAdmin.Core.Delivery;

/// <summary>What is on its way to Sinch at once: a bounded number.</summary>
internal sealed class Flight(int most) : IDisposable
{
    private readonly SemaphoreSlim _free = new(most, most);

    /// <summary>Waits until a good part is free, so that claims come in bunches, and says how many.</summary>
    public async Task<int> RoomAsync(CancellationToken ct)
    {
        var wanted = Math.Max(1, most / 4);
        var got = 0;
        try
        {
            for (; got < wanted; got++) await _free.WaitAsync(ct);
        }
        finally
        {
            if (got > 0) _free.Release(got);
        }

        return _free.CurrentCount;
    }

    /// <summary>Starts a send. There is room: only one claims.</summary>
    public void Start(Func<Task> send)
    {
        _free.Wait(0);
        _ = RunAsync(send);
    }

    /// <summary>Returns when nothing is on its way any more.</summary>
    public async Task LandedAsync()
    {
        for (var i = 0; i < most; i++) await _free.WaitAsync();
        _free.Release(most);
    }

    public void Dispose() => _free.Dispose();

    private async Task RunAsync(Func<Task> send)
    {
        try
        {
            await send();
        }
        finally
        {
            _free.Release();
        }
    }
}
