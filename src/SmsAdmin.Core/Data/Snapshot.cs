namespace SmsAdmin.Core.Data;

/// <summary>
/// What was read from the database, kept for a moment, so that what each message asks for is not read for each message.
/// Whoever changes it here calls <see cref="Forget"/> after the commit; what another process changes is seen within
/// <paramref name="keptFor"/>.
/// </summary>
public sealed class Snapshot<T>(Func<CancellationToken, Task<T>> read, TimeSpan keptFor, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private volatile Kept? _kept;
    private Task<T>? _reading;
    private int _forgotten;

    /// <summary>What is kept; read first where nothing is, or not any more. Those who ask at the same time share one reading.</summary>
    public ValueTask<T> GetAsync(CancellationToken ct) =>
        _kept is { } kept && clock.GetElapsedTime(kept.Since) < keptFor ? ValueTask.FromResult(kept.Value) : new ValueTask<T>(Read().WaitAsync(ct));

    /// <summary>Makes whoever asks from now on read again. A reading under way serves only those who wait for it already.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _forgotten++;
            _kept = null;
            _reading = null;
        }
    }

    private Task<T> Read()
    {
        var mine = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        int forgotten;
        lock (_gate)
        {
            if (_reading is { } others) return others;
            (_reading, forgotten) = (mine.Task, _forgotten);
        }

        _ = ReadAsync(mine, forgotten);
        return mine.Task;
    }

    private async Task ReadAsync(TaskCompletionSource<T> mine, int forgotten)
    {
        var since = clock.GetTimestamp();
        try
        {
            // Nobody's own: who gives up waiting does not end it for the others.
            var value = await read(CancellationToken.None);
            End(new Kept(value, since), forgotten);
            mine.SetResult(value);
        }
        catch (Exception fault)
        {
            End(null, forgotten);
            mine.SetException(fault);
        }
    }

    private void End(Kept? kept, int forgotten)
    {
        lock (_gate)
        {
            if (forgotten == _forgotten) (_kept, _reading) = (kept, null);
        }
    }

    private sealed record Kept(T Value, long Since);
}
