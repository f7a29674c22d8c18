using System.Data.Common;
using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Core.Checklist;

/// <summary>Has a run under way here stop when somebody wants that, in whichever instance they are: told by the feed, and looking now and then.</summary>
internal sealed class ChecklistStops(ChecklistBook book, ChecklistChanges changes, TimeProvider clock)
{
    // A verb on the same storage hears nothing, and is not heard.
    private static readonly TimeSpan LookedAtAnyway = TimeSpan.FromSeconds(2);

    /// <summary>Heeds the wish to stop a run until the answer is disposed, which is when the run ends.</summary>
    /// <param name="job">What ends the run.</param>
    public IAsyncDisposable Heed(Guid runId, CancellationTokenSource job)
    {
        var over = new CancellationTokenSource();
        return new Heeding(Task.Run(() => HeedAsync(runId, job, over.Token), CancellationToken.None), over);
    }

    private async Task HeedAsync(Guid runId, CancellationTokenSource job, CancellationToken over)
    {
        using var bell = new Bell(clock);
        using var ear = changes.Listen(bell.Ring);
        while (!await IsToStopAsync(runId, over)) await bell.WaitAsync(LookedAtAnyway, over);
        await job.CancelAsync();
    }

    private async Task<bool> IsToStopAsync(Guid runId, CancellationToken ct)
    {
        try
        {
            return await book.IsToStopAsync(runId, ct);
        }
        catch (DbException)
        {
            // The run itself tells of a database that is away; the next look may find it again.
            return false;
        }
    }

    private sealed class Heeding(Task heeds, CancellationTokenSource over) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await over.CancelAsync();
            await heeds.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            over.Dispose();
        }
    }
}
