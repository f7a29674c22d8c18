namespace SmsAdmin.Core.Messaging;

/// <summary>Rung when there is something to do, so that nobody has to poll for it.</summary>
/// <param name="rung">Lets others know that it was rung here.</param>
public sealed class Bell(TimeProvider clock, Action? rung = null) : IDisposable
{
    private readonly SemaphoreSlim _bell = new(0, 1);

    /// <summary>Wakes whoever waits. Ringing twice before anybody woke is one ring.</summary>
    public void Ring()
    {
        RingHere();
        rung?.Invoke();
    }

    /// <summary>The same for a ring that was heard from elsewhere.</summary>
    internal void RingHere()
    {
        if (_bell.CurrentCount > 0) return;
        try
        {
            _bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else rang between the look and the ring: they will wake.
        }
        catch (ObjectDisposedException)
        {
            // Whoever waited has left between the telling and the ring.
        }
    }

    /// <summary>Waits for the bell, at most <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            await _bell.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The poll interval is over: look anyway.
        }
    }

    public void Dispose() => _bell.Dispose();
}
