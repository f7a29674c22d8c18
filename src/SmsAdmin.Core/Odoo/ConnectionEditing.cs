using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>What became of a change to a connection.</summary>
public abstract record ConnectionOutcome
{
    private ConnectionOutcome()
    {
    }

    public sealed record Saved(Guid Id) : ConnectionOutcome;

    /// <summary>Nothing was changed; each fault names its field.</summary>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : ConnectionOutcome
    {
        public Invalid(string field, string says)
            : this([new FieldFault(field, says)])
        {
        }
    }
}

/// <summary>Adds, changes and removes connections. Each change is one transaction with its audit entry.</summary>
public sealed class ConnectionEditing(
    IDbContextFactory<AppDb> databases, ConnectionVault vault, Plans plans, ConnectionKeys keys, AddressGuard addresses, OdooChanges changes, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Adds a connection. The same draft once more, under the id that its form chose, is the connection that was added.</summary>
    public async Task<ConnectionOutcome> AddAsync(ConnectionDraft draft, string? credential, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(by);
        var (clean, faults) = draft.Check();
        var all = new List<FieldFault>(faults);
        if (ConnectionDraft.CredentialFault(credential) is { } unusable) all.Add(unusable);
        if (all.Count == 0 && await AddedBeforeAsync(clean, ct) is { } before) return before;
        if (all.Count == 0) all.AddRange(await OutsideFaultsAsync(clean, null, by, ct));
        if (all.Count > 0) return new ConnectionOutcome.Invalid(all);

        var secret = new Secret(credential!.Trim());
        var row = new OdooConnection
        {
            Id = clean.Id ?? Guid.CreateVersion7(clock.GetUtcNow()),
            Name = clean.Name,
            Url = clean.Url,
            Login = clean.Login,
            CredentialCipher = vault.Close(secret),
            CredentialLastFour = secret.LastFour,
            CredentialSetAt = clock.GetUtcNow(),
            CredentialSetBy = by.Name,
            CreatedAt = clock.GetUtcNow(),
        };
        Copy(clean, row);
        await using var db = await databases.CreateDbContextAsync(ct);
        db.OdooConnections.Add(row);
        audit.Write(db, by, "odoo.connection-added", row.Name, row.Id, after: Told(row));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (clean.Id is not null)
        {
            // The same form at the same moment: the database has taken one of the two.
            if (await AddedBeforeAsync(clean, ct) is not { } first) throw;
            return first;
        }

        changes.Announce();
        return new ConnectionOutcome.Saved(row.Id);
    }

    /// <summary>Changes a connection. An empty key keeps the stored one, but never for another host: it would go to whoever is there.</summary>
    public async Task<ConnectionOutcome> EditAsync(Guid id, ConnectionDraft draft, string? credential, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(by);
        var (clean, faults) = draft.Check();
        var all = new List<FieldFault>(faults);
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.OdooConnections.SingleOrDefaultAsync(c => c.Id == id, ct) is not { } row) return Gone;
        var isNew = !string.IsNullOrEmpty(credential);
        if (isNew && ConnectionDraft.CredentialFault(credential) is { } unusable) all.Add(unusable);
        var elsewhere = clean.Address is { } next && Root(next) != Root(new Uri(row.Url));
        if (elsewhere && !isNew) all.Add(new FieldFault("credential", "The address names another host. Type the key again, so that it goes nowhere unasked."));
        if (all.Count == 0) all.AddRange(await OutsideFaultsAsync(clean, row, by, ct));
        if (all.Count > 0) return new ConnectionOutcome.Invalid(all);

        var before = Told(row);
        var moved = (row.Url, row.Database) != (clean.Url, clean.Database);
        var another = moved || row.PlanId != clean.PlanId!.Value;
        Copy(clean, row);
        if (isNew)
        {
            var secret = new Secret(credential!.Trim());
            (row.CredentialCipher, row.CredentialLastFour, row.CredentialSetAt, row.CredentialSetBy) = (vault.Close(secret), secret.LastFour, clock.GetUtcNow(), by.Name);
        }

        // What was learned there is not of the new place.
        if (another)
        {
            (row.ReadAt, row.Version, row.Dialect, row.SignedInAs, row.MayWrite) = (null, null, null, null, null);
            db.OdooReadings.RemoveRange(await db.OdooReadings.Where(r => r.ConnectionId == id).ToListAsync(ct));
        }

        if (moved) await ForgetSwitchesAsync(db, id, ct);
        (row.TestedAt, row.Trouble, row.TroubleSays, row.TroubleNext, row.TroubleSince) = (null, null, null, null, null);
        audit.Write(db, by, "odoo.connection-changed", row.Name, id, before, Told(row, isNew));
        await db.SaveChangesAsync(ct);
        changes.Announce();
        return new ConnectionOutcome.Saved(id);
    }

    /// <summary>Forgets a connection and its key, and ends the API key that was made for it. What was written to that Odoo stays there.</summary>
    public async Task<ConnectionOutcome> DeleteAsync(Guid id, Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.OdooConnections.SingleOrDefaultAsync(c => c.Id == id, ct) is not { } row) return Gone;
        await keys.EndAsync(id, null, by, ct);
        db.OdooConnections.Remove(row);
        db.OdooGateways.RemoveRange(await db.OdooGateways.Where(g => g.ConnectionId == id).ToListAsync(ct));
        db.OdooReadings.RemoveRange(await db.OdooReadings.Where(r => r.ConnectionId == id).ToListAsync(ct));
        audit.Write(db, by, "odoo.connection-deleted", row.Name, id, Told(row));
        await db.SaveChangesAsync(ct);
        changes.Announce();
        return new ConnectionOutcome.Saved(id);
    }

    private async Task<ConnectionOutcome?> AddedBeforeAsync(ConnectionDraft draft, CancellationToken ct)
    {
        if (draft.Id is not { } id) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.OdooConnections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } row) return null;
        return (row.Name, row.Url, row.Database, row.Login, row.PlanId) == (draft.Name, draft.Url, draft.Database, draft.Login, draft.PlanId!.Value)
            ? new ConnectionOutcome.Saved(id)
            : new ConnectionOutcome.Invalid("", $"This form has added {row.Name} already, with other values. Edit that one, or begin a new form.");
    }

    // They stay on, and the doors open: it may be the same Odoo at a new address. Nobody knows before it is read. What stood there
    // before we wrote is kept, until it is put back or another Odoo's takes its place.
    private static async Task ForgetSwitchesAsync(AppDb db, Guid id, CancellationToken ct)
    {
        if (await db.OdooRoutes.SingleOrDefaultAsync(r => r.ConnectionId == id, ct) is { } route) (route.IsSetThere, route.CheckedAt, route.WebBaseUrl) = (false, null, null);
        if (await db.OdooGateways.SingleOrDefaultAsync(g => g.ConnectionId == id, ct) is not { } gateway) return;
        // Another Odoo has another provider under the same id, and that one is not ours to write over.
        (gateway.IsSetThere, gateway.CheckedAt, gateway.ProviderId, gateway.Evidence) = (false, null, null, null);
        gateway.Differs = gateway.IsOn ? "The connection was changed, and its provider has not been read since." : null;
    }

    private static ConnectionOutcome Gone => new ConnectionOutcome.Invalid("", "This connection is gone. Load the page again.");

    private static string Root(Uri url) => url.GetLeftPart(UriPartial.Authority);

    // What only the database, the plans and the network can tell. A refused address is audited: it may be somebody's attempt.
    private async Task<IReadOnlyList<FieldFault>> OutsideFaultsAsync(ConnectionDraft draft, OdooConnection? but, Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        // What the same form added a moment ago is no other.
        var own = but?.Id ?? draft.Id;
        if (await db.OdooConnections.AnyAsync(c => c.Id != own && c.Name == draft.Name, ct)) return [new("name", "Another connection has this name.")];
        if (await plans.FindAsync(draft.PlanId!.Value, ct) is null) return [new("planId", "This plan is gone. Choose another.")];
        if (await addresses.FaultAsync(draft.Address!, draft.AllowsPrivateHost, ct) is not { } refused) return [];
        audit.Write(db, by, "odoo.address-refused", draft.Name, but?.Id, after: new { url = draft.Url, why = refused });
        await db.SaveChangesAsync(ct);
        return [new("url", refused)];
    }

    private static void Copy(ConnectionDraft draft, OdooConnection row) =>
        (row.Name, row.Url, row.Database, row.Login, row.AllowsPrivateHost, row.PlanId) = (draft.Name, draft.Url, draft.Database, draft.Login, draft.AllowsPrivateHost, draft.PlanId!.Value);

    private static object Told(OdooConnection row, bool isNewKey = false) => new
    {
        name = row.Name,
        url = row.Url,
        database = row.Database,
        login = row.Login,
        allowsPrivateHost = row.AllowsPrivateHost,
        planId = row.PlanId,
        key = isNewKey ? AuditTrail.Changed : null,
        lastFour = row.CredentialLastFour,
    };
}
