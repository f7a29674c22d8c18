using Microsoft.AspNetCore.Components;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>A page, or a part of one, that stays true while somebody looks, and ends what it began when nobody does.</summary>
public abstract class LivePart : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly List<IDisposable> _ears = [];

    protected LivePart() => Gone = _gone.Token;

    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    /// <summary>Nobody looks any more.</summary>
    protected CancellationToken Gone { get; }

    /// <summary>Looks again whenever it is told; called once, after the first drawing.</summary>
    /// <param name="look">Reads anew and draws, on the renderer's own turn.</param>
    /// <param name="gathered">How long changes are gathered before the next look.</param>
    /// <param name="told">What tells: each is given whom to tell, and answers what ends that.</param>
    protected void Watch(Func<Task> look, TimeSpan gathered, params Func<Action, IDisposable>[] told)
    {
        var live = new LiveView(() => InvokeAsync(look), DispatchExceptionAsync, gathered, Clock);
        _ears.AddRange([.. told.Select(listen => listen(live.Tell)), live]);
        // What changed between the first reading and now was told to nobody.
        live.Tell();
    }

    /// <summary>Tells so often, for what becomes another without anything that changes.</summary>
    protected Func<Action, IDisposable> Every(TimeSpan pause) => tell => Clock.CreateTimer(_ => tell(), null, pause, pause);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _ears.ForEach(ear => ear.Dispose());
        _gone.Cancel();
        _gone.Dispose();
    }
}
