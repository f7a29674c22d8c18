using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Jobs;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Retention;

/// <summary>What came of the wish to erase what is due.</summary>
public abstract record ErasingOutcome
{
    private ErasingOutcome()
    {
    }

    /// <summary>Nothing more is due.</summary>
    public sealed record Done(Erased Erased) : ErasingOutcome;

    /// <summary>Somebody stopped it. What was erased until then is gone.</summary>
    public sealed record Stopped : ErasingOutcome;

    /// <summary>It did not go to its end, and why.</summary>
    public sealed record Refused(string Says) : ErasingOutcome;
}

/// <summary>Tells that an erasing is further, or ended.</summary>
public sealed class ErasingChanges(Neighbours neighbours) : Feed(neighbours, "erasing");

/// <summary>Erases for people what is due, in one instance at a time. The night does what they leave.</summary>
public sealed class ErasingRuns(IDbContextFactory<AppDb> databases, Eraser eraser, ErasingChanges changes, TimeProvider clock, ILogger<ErasingRuns> logger)
    : JobRuns<ErasingProgress, ErasingOutcome>(changes, clock, logger)
{
    protected override ErasingProgress Beginning => new(0, 0);

    protected override ErasingOutcome Stopped => new ErasingOutcome.Stopped();

    protected override ErasingOutcome BrokeOff => new ErasingOutcome.Refused("It broke off, and the log says why. The night erases the rest.");

    protected override async Task<ErasingOutcome> WorkAsync(Actor by, IProgress<ErasingProgress> progress, CancellationToken stopped)
    {
        ErasingOutcome outcome = new ErasingOutcome.Refused("Another instance of SmsAdmin is erasing what is due already.");
        await using var db = await databases.CreateDbContextAsync(stopped);
        await db.TryAloneAsync("Retention.Erasing", async () => outcome = new ErasingOutcome.Done(await eraser.RunAsync(by, progress, stopped)), stopped);
        return outcome;
    }
}
