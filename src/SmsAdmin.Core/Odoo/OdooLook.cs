using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.OdooRpc;

namespace SmsAdmin.Core.Odoo;

/// <summary>
/// Looks into an Odoo: who we are there, what the parameters are, and what differs since when. What it finds is kept, for the page
/// and for the alert.
/// </summary>
public sealed class OdooLook(IDbContextFactory<AppDb> databases, Connections connections, Plans plans, OdooChanges changes, TimeProvider clock)
{
    /// <summary>Tests a connection for a person who waits: a refused sign-in is looked at closer.</summary>
    /// <returns>What is wrong, or null.</returns>
    public Task<OdooTrouble?> TestAsync(Guid id, CancellationToken ct) => LookAsync(id, isTest: true, ct);

    /// <summary>Reads the parameters again.</summary>
    public Task<OdooTrouble?> ReadAsync(Guid id, CancellationToken ct) => LookAsync(id, isTest: false, ct);

    /// <summary>Keeps what was read in an errand that read anyway.</summary>
    internal async Task KeepAsync(Guid id, OurValues ours, IReadOnlyList<OdooParameter> theirs, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.OdooConnections.SingleOrDefaultAsync(c => c.Id == id, ct) is not { } row) return;
        var now = clock.GetUtcNow();
        var known = await db.OdooReadings.Where(r => r.ConnectionId == id).ToDictionaryAsync(r => r.Key, ct);
        foreach (var key in ParameterKeys.All)
        {
            var found = theirs.FirstOrDefault(parameter => parameter.Key == key);
            if (!known.TryGetValue(key, out var reading)) db.OdooReadings.Add(reading = new OdooReading { ConnectionId = id, Key = key, IsSame = true });
            var isSame = ours.IsSame(key, found?.Value ?? "");
            reading.DiffersSince = isSame ? null : reading.DiffersSince ?? Since(reading, found, now);
            reading.IsSame = isSame;
            reading.Shown = found is { Value.Length: > 0 } ? ParameterKeys.Shown(key, found.Value) : null;
            (reading.ChangedBy, reading.ChangedAt, reading.ReadAt) = (found?.ChangedBy, found?.ChangedAt, now);
        }

        row.ReadAt = now;
        (row.Trouble, row.TroubleSays, row.TroubleNext, row.TroubleSince) = (null, null, null, null);
        await db.SaveChangesAsync(ct);
        changes.Announce();
    }

    // Whoever wrote there since we last looked did it, by a clock that may be behind ours; else it is ours that changed, or it never was the same.
    private static DateTimeOffset Since(OdooReading before, OdooParameter? found, DateTimeOffset now) =>
        found?.ChangedAt is { } changed && changed <= now && (before.ReadAt == default || (changed > before.ReadAt - TimeSpan.FromMinutes(1) && changed != before.ChangedAt)) ? changed : now;

    private async Task<OdooTrouble?> LookAsync(Guid id, bool isTest, CancellationToken ct)
    {
        var opening = await connections.OpenAsync(id, ct, isTest);
        if (opening is not ConnectionOpening.Open open) return await KeepAsync(id, ((ConnectionOpening.Closed)opening).Trouble, isTest, ct);
        var session = open.Session;
        if (isTest)
        {
            var user = await session.UserAsync(ct);
            if (user is OdooResult<OdooUser>.Failed nobody) return await KeepAsync(id, open.Trouble(nobody.Failure), isTest, ct);
            var right = await session.Parameters.MayWriteAsync(ct);
            if (right is OdooResult<bool>.Failed denied) return await KeepAsync(id, open.Trouble(denied.Failure), isTest, ct);
            var mayWrite = ((OdooResult<bool>.Answered)right).Value;
            await KeepAsync(id, session, ((OdooResult<OdooUser>.Answered)user).Value, mayWrite, ct);
            if (!mayWrite) return await KeepAsync(id, open.Trouble(new OdooFailure(OdooFailureKind.NotAdministrator)), isTest, ct);
        }

        var read = await session.Parameters.ReadAsync(ParameterKeys.All, ct);
        if (read is OdooResult<IReadOnlyList<OdooParameter>>.Failed failed) return await KeepAsync(id, open.Trouble(failed.Failure), isTest, ct);
        if (await PlanOfAsync(id, ct) is not { } planId || await OurValues.OfAsync(plans, planId, ct) is not { } ours) return await KeepAsync(id, OdooTrouble.NoPlan, isTest, ct);
        await KeepAsync(id, ours, ((OdooResult<IReadOnlyList<OdooParameter>>.Answered)read).Value, ct);
        return null;
    }

    private async Task<Guid?> PlanOfAsync(Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.OdooConnections.Where(c => c.Id == id).Select(c => (Guid?)c.PlanId).SingleOrDefaultAsync(ct);
    }

    private async Task KeepAsync(Guid id, OdooSession session, OdooUser user, bool mayWrite, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var (now, server) = (clock.GetUtcNow(), session.Server);
        var dialect = server.Dialect == OdooDialect.Json2 ? "JSON-2" : "JSON-RPC";
        await db.OdooConnections.Where(c => c.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.TestedAt, now).SetProperty(c => c.Version, server.Version).SetProperty(c => c.IsEnterprise, server.IsEnterprise)
            .SetProperty(c => c.Dialect, dialect).SetProperty(c => c.SignedInAs, user.Login).SetProperty(c => c.MayWrite, mayWrite), ct);
    }

    private async Task<OdooTrouble> KeepAsync(Guid id, OdooTrouble trouble, bool isTest, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.OdooConnections.SingleOrDefaultAsync(c => c.Id == id, ct) is not { } row) return trouble;
        var now = clock.GetUtcNow();
        if (isTest) row.TestedAt = now;
        row.TroubleSince = row.Trouble is null ? now : row.TroubleSince ?? now;
        (row.Trouble, row.TroubleSays, row.TroubleNext) = (trouble.Kind, trouble.Says, trouble.Next);
        await db.SaveChangesAsync(ct);
        changes.Announce();
        return trouble;
    }
}
