using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>What became of a push.</summary>
public abstract record PushOutcome
{
    private PushOutcome()
    {
    }

    /// <summary>Every parameter that we have a value for was read back as ours.</summary>
    /// <param name="Left">Those that only Odoo has a value for: they differ still.</param>
    public sealed record Done(PushEvidence Evidence, IReadOnlyList<string> Left) : PushOutcome
    {
        /// <summary>What was left, and what to do about it, in a sentence; null where nothing was.</summary>
        public string? LeftSays => Left.Count == 0
            ? null
            : $"The plan has no value for {string.Join(" and ", Left)}, so Odoo keeps its own and still differs. Adopt Odoo’s, or give the plan a value and push again.";
    }

    /// <summary>It broke off. What was written before stays, and the evidence names it.</summary>
    public sealed record BrokeOff(OdooTrouble Trouble, PushEvidence Evidence) : PushOutcome;

    /// <summary>Nothing was written.</summary>
    public sealed record NotBegun(OdooTrouble Trouble) : PushOutcome;
}

/// <summary>Writes ours to Odoo where it differs, reads back, and keeps the proof.</summary>
public sealed class ParameterPush(
    IDbContextFactory<AppDb> databases, Connections connections, Plans plans, OdooLook look, OdooChanges changes, AuditTrail audit, TimeProvider clock)
{
    public async Task<PushOutcome> PushAsync(Guid connectionId, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await connections.FindAsync(connectionId, ct) is not { } connection) return new PushOutcome.NotBegun(OdooTrouble.Gone);
        if (await OurValues.OfAsync(plans, connection.PlanId, ct) is not { } ours) return new PushOutcome.NotBegun(OdooTrouble.NoPlan);
        return await PushAsync(connection, ours, ParameterKeys.All, by, ct);
    }

    /// <summary>The same with values that do not count yet, as a new token, and with some of the keys.</summary>
    internal async Task<PushOutcome> PushAsync(ConnectionView connection, OurValues ours, IReadOnlyCollection<string> keys, Actor by, CancellationToken ct)
    {
        var opening = await connections.OpenAsync(connection.Id, ct);
        if (opening is not ConnectionOpening.Open open) return new PushOutcome.NotBegun(((ConnectionOpening.Closed)opening).Trouble);
        var parameters = open.Session.Parameters;
        var read = await parameters.ReadAsync(ParameterKeys.All, ct);
        if (read is OdooResult<IReadOnlyList<OdooParameter>>.Failed unread) return new PushOutcome.NotBegun(open.Trouble(unread.Failure));
        var before = ((OdooResult<IReadOnlyList<OdooParameter>>.Answered)read).Value;

        var rows = new List<PushedRow>();
        var left = new List<string>();
        OdooFailure? failure = null;
        foreach (var key in keys)
        {
            var theirs = before.FirstOrDefault(parameter => parameter.Key == key)?.Value ?? "";
            if (ours[key] is not { } value)
            {
                if (theirs.Length > 0) left.Add(key);
                continue;
            }

            if (value == theirs) continue;
            var written = await parameters.WriteAsync(key, value, ct);
            failure = (written as OdooResult<OdooParameter>.Failed)?.Failure;
            rows.Add(new PushedRow(key, theirs.Length == 0 ? null : ParameterKeys.Shown(key, theirs), ParameterKeys.Shown(key, value), failure is null));
            if (failure is not null) break;
        }

        var trouble = failure is null ? null : open.Trouble(failure);
        var evidence = await KeepAsync(connection, rows, trouble, by, ct);
        // All four once more: what another program wrote meanwhile shows here.
        if (await parameters.ReadAsync(ParameterKeys.All, ct) is OdooResult<IReadOnlyList<OdooParameter>>.Answered { Value: var after }) await look.KeepAsync(connection.Id, ours, after, ct);
        return trouble is null ? new PushOutcome.Done(evidence, left) : new PushOutcome.BrokeOff(trouble, evidence);
    }

    private async Task<PushEvidence> KeepAsync(ConnectionView connection, List<PushedRow> rows, OdooTrouble? trouble, Actor by, CancellationToken ct)
    {
        var push = new OdooPush
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            ConnectionId = connection.Id,
            At = clock.GetUtcNow(),
            ByName = by.Name,
            Rows = JsonSerializer.Serialize(rows),
            Trouble = trouble?.Says,
        };
        await using var db = await databases.CreateDbContextAsync(ct);
        db.OdooPushes.Add(push);
        if (rows.Count > 0)
        {
            // Of a secret that it changed, and the last four of what it is now; never what it was.
            audit.Write(
                db, by, "odoo.parameters-pushed", connection.Name, connection.Id,
                rows.ToDictionary(row => row.Key, row => ParameterKeys.IsSecret(row.Key) ? AuditTrail.Changed : row.Before),
                rows.ToDictionary(row => row.Key, row => $"{row.After}{(row.IsReadBack ? "" : ", not read back")}"));
        }

        await db.SaveChangesAsync(ct);
        changes.Announce();
        return new PushEvidence(push.At, push.ByName, rows, push.Trouble);
    }
}
