using System.Threading.Channels;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>
/// Keeps a part of a page true while somebody looks: told that something changed, it looks again. One look at a time, at
/// most one a pause, and the last change is never missed. Telling returns at once, whoever tells.
/// </summary>
public sealed class LiveView : IDisposable
{
    private readonly Channel<bool> _told = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _gone = new();
    private readonly Func<Task> _look;
    private readonly Func<Exception, Task> _fault;
    private readonly TimeSpan _pause;
    private readonly TimeProvider _clock;
    private IDisposable? _source;

    /// <param name="look">Looks again, on the renderer's own turn.</param>
    /// <param name="fault">Hears why a look failed, and ends the looking.</param>
    /// <param name="pause">How long changes are gathered before the next look.</param>
    public LiveView(Func<Task> look, Func<Exception, Task> fault, TimeSpan pause, TimeProvider clock)
    {
        (_look, _fault, _pause, _clock) = (look, fault, pause, clock);
        // Taken here: a source that is disposed gives no token any more.
        var gone = _gone.Token;
        _ = Task.Run(() => RunAsync(gone));
    }

    /// <summary>Takes the subscription that tells, to end it with the view.</summary>
    public LiveView From(Func<LiveView, IDisposable> listen)
    {
        _source = listen(this);
        return this;
    }

    public void Tell() => _told.Writer.TryWrite(true);

    public void Dispose()
    {
        if (!_told.Writer.TryComplete()) return;
        _source?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task RunAsync(CancellationToken gone)
    {
        try
        {
            while (await _told.Reader.WaitToReadAsync(gone))
            {
                if (_pause > TimeSpan.Zero) await Task.Delay(_pause, _clock, gone);
                // Taken only now: what was told during the pause is seen by the same look.
                _told.Reader.TryRead(out _);
                await _look();
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
        catch (Exception failed)
        {
            await _fault(failed);
        }
    }
}
