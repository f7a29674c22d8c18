using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>The runbook's modules in an Odoo: how they stand, the list brought up to date, one installed.</summary>
public sealed class Modules(IDbContextFactory<AppDb> databases, Connections connections, OdooChanges changes, AuditTrail audit, TimeProvider clock) : IDisposable
{
    // An installation that a stop of the program cuts off is Odoo's own to finish; the state tells then.
    private readonly ConcurrentDictionary<Guid, ModuleJob> _jobs = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Asks Odoo how they stand.</summary>
    public async Task<ModuleList> ReadAsync(Guid connectionId, CancellationToken ct)
    {
        var opening = await connections.OpenAsync(connectionId, ct);
        if (opening is not ConnectionOpening.Open open) return Failed(((ConnectionOpening.Closed)opening).Trouble);
        return await open.Session.Modules.ReadAsync(ModuleWords.All, ct) switch
        {
            OdooResult<IReadOnlyList<OdooModule>>.Answered { Value: var found } => new ModuleList(
                [.. ModuleWords.All.Select(name => ModuleWords.View(name, found.FirstOrDefault(module => module.Name == name), open.Session.Server))], null, clock.GetUtcNow()),
            OdooResult<IReadOnlyList<OdooModule>>.Failed failed => Failed(open.Trouble(failed.Failure)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Has Odoo look through its addons path.</summary>
    /// <returns>What is wrong, or null.</returns>
    public async Task<OdooTrouble?> UpdateListAsync(Guid connectionId, Actor by, CancellationToken ct)
    {
        var opening = await connections.OpenAsync(connectionId, ct);
        if (opening is not ConnectionOpening.Open open) return ((ConnectionOpening.Closed)opening).Trouble;
        if (await open.Session.Modules.UpdateListAsync(ct) is OdooResult<int>.Failed failed) return open.Trouble(failed.Failure);
        await ToldAsync(connectionId, by, "odoo.modules-listed", null, ct);
        return null;
    }

    /// <summary>The last installation in an Odoo, under way or over; null where none was since the program started.</summary>
    public ModuleJob? JobOf(Guid connectionId) => _jobs.GetValueOrDefault(connectionId);

    /// <summary>Begins an installation, which goes on though nobody looks. One at a time in an Odoo.</summary>
    /// <returns>False where one is under way.</returns>
    public bool Start(Guid connectionId, string module, Actor by)
    {
        var job = new ModuleJob(connectionId, module, clock.GetUtcNow());
        if (JobOf(connectionId) is { IsRunning: true }) return false;
        _jobs[connectionId] = job;
        _ = Task.Run(() => RunAsync(job, by, _stopping.Token));
        changes.Announce();
        return true;
    }

    /// <summary>The same, waited for.</summary>
    public async Task<ModuleJob> InstallAsync(Guid connectionId, string module, Actor by, CancellationToken ct) => await RunAsync(new ModuleJob(connectionId, module, clock.GetUtcNow()), by, ct);

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task<ModuleJob> RunAsync(ModuleJob job, Actor by, CancellationToken ct)
    {
        ModuleJob over;
        try
        {
            over = await OutcomeAsync(job, ct);
            await ToldAsync(job.ConnectionId, by, over.IsDone == true ? "odoo.module-installed" : "odoo.module-not-installed", new { module = job.Module, outcome = over.Title }, ct);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            over = job with { IsDone = false, IsOutcomeUnknown = true, Title = $"{job.Module} may or may not be installed", Says = "The installation was cut off. Read the modules again." };
        }

        _jobs[job.ConnectionId] = over;
        changes.Announce();
        return over;
    }

    private async Task<ModuleJob> OutcomeAsync(ModuleJob job, CancellationToken ct)
    {
        var opening = await connections.OpenAsync(job.ConnectionId, ct);
        if (opening is not ConnectionOpening.Open open) return Not(((ConnectionOpening.Closed)opening).Trouble);
        switch (await open.Session.Modules.InstallAsync(job.Module, ct))
        {
            case OdooResult<OdooInstall>.Answered { Value: var outcome }:
                var (isDone, title, says) = ModuleWords.Of(job.Module, outcome, open.Trouble);
                return job with { IsDone = isDone, IsOutcomeUnknown = outcome is OdooInstall.NotDone { Why.IsOutcomeUnknown: true }, Title = title, Says = says };
            case OdooResult<OdooInstall>.Failed failed:
                return Not(open.Trouble(failed.Failure));
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        ModuleJob Not(OdooTrouble trouble) => job with { IsDone = false, Title = $"{job.Module} was not installed", Says = $"{trouble.Says} {trouble.Next}" };
    }

    private async Task ToldAsync(Guid connectionId, Actor by, string action, object? after, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var name = await db.OdooConnections.Where(c => c.Id == connectionId).Select(c => c.Name).SingleOrDefaultAsync(ct);
        audit.Write(db, by, action, name ?? "a connection that is gone", connectionId, after: after);
        await db.SaveChangesAsync(ct);
        changes.Announce();
    }

    private static ModuleList Failed(OdooTrouble trouble) => new([], trouble, null);
}
