using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>
/// Points the custom provider of the module <c>ipai_sms_gateway</c> at us, with an API key of its own, and takes it off again.
/// Each write is read back. The key opens the door before Odoo has it, and ends after Odoo has let go.
/// </summary>
public sealed class GatewaySwitch(
    IDbContextFactory<AppDb> databases, GatewayReading reading, ApiKeys keys, ConnectionKeys own, FormerValues formers, OdooChanges changes, AuditTrail audit, TimeProvider clock)
{
    /// <summary>
    /// For so long the same text to the same number is sent once: the module tries a text three times, every five minutes and
    /// twenty texts at a time, and names it by nothing.
    /// </summary>
    public static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(30);

    private const int LongestName = 60;

    private static readonly OdooTrouble NotInstalled = new(
        "ModuleMissing", "ipai_sms_gateway is not installed in this Odoo, so it has no provider to point here.", "Odoo’s own SMS goes out through SmsAdmin without it.");

    /// <summary>Points it here. What stood in the token's parameter is remembered; no other provider is touched.</summary>
    public async Task<SwitchOutcome> OnAsync(Guid connectionId, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        var looked = await reading.ReadAsync(connectionId, ct);
        if (looked is not GatewayLook.Seen there) return Failed(looked);
        if (!there.IsInstalled) return new SwitchOutcome.Failed(NotInstalled);
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await RowAsync(db, connectionId, ct);
        row.ProviderId = there.IdOf(row.ProviderId);
        var (wasOn, key) = (row.IsOn, there.Key);
        if (!there.KeyFits)
        {
            if (await keys.CreateAsync(Draft(there), by, ct) is not ApiKeyOutcome.Created made) return new SwitchOutcome.Failed(OdooTrouble.NoKey);
            key = new ConnectionKey(made.Id, made.Prefix, there.Plan.Id, true);
            // What is a key of ours, also one that has ended, is nobody's to get back.
            if (there.Key is null) row.FormerCipher = formers.Close(there.Token);
            row.IsOn = true;
            await SaveAsync(db, CancellationToken.None);
            if (await there.Open.Session.Parameters.WriteAsync(GatewayReading.TokenKey, made.Key.Reveal(), ct) is OdooResult<OdooParameter>.Failed refused)
                return await TurnBackAsync(db, row, wasOn, there, refused.Failure, by);
        }

        var put = await there.Open.Session.Providers.PutAsync(there.Wanted(row.ProviderId), ct);
        if (put is OdooResult<OdooProvider>.Failed failed) return await TurnBackAsync(db, row, wasOn, there, failed.Failure, by);
        var now = ((OdooResult<OdooProvider>.Answered)put).Value;
        (row.IsOn, row.IsSetThere, row.Differs, row.ProviderId) = (true, true, null, now.Id);
        (row.CheckedAt, row.SwitchedAt, row.SwitchedBy) = (clock.GetUtcNow(), clock.GetUtcNow(), by.Name);
        row.Evidence = JsonSerializer.Serialize(there.Evidence(now, key!));
        audit.Write(
            db, by, "odoo.gateway-on", there.Connection.Name, connectionId, new { provider = there.Default?.Name ?? "none" },
            new { provider = now.Name, base_url = now.BaseUrl, key = key!.Prefix });
        await SaveAsync(db, CancellationToken.None);
        await own.EndAsync(connectionId, key.Id, by, CancellationToken.None);
        return new SwitchOutcome.Done();
    }

    /// <summary>Archives our provider, puts back what stood in the token's parameter, and ends the key. What somebody changed meanwhile is left as it is.</summary>
    public async Task<SwitchOutcome> OffAsync(Guid connectionId, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        var looked = await reading.ReadAsync(connectionId, ct);
        if (looked is not GatewayLook.Seen there) return Failed(looked);
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await RowAsync(db, connectionId, ct);
        row.ProviderId = there.IdOf(row.ProviderId);
        var ours = there.Ours(row.ProviderId);
        if (ours is { IsActive: true } && await there.Open.Session.Providers.PutAsync(ours with { IsActive = false }, ct) is OdooResult<OdooProvider>.Failed kept)
            return new SwitchOutcome.Failed(there.Open.Trouble(kept.Failure));
        if (there.Key is not null && await formers.RestoreAsync(there.Open.Session.Parameters, GatewayReading.TokenKey, row.FormerCipher, ct) is { } failure)
            return new SwitchOutcome.Failed(there.Open.Trouble(failure));
        (row.IsOn, row.IsSetThere, row.Differs, row.Evidence) = (false, false, null, null);
        // What was not put back is kept: an Odoo that the connection left may still wait for it.
        if (there.Key is not null) row.FormerCipher = null;
        (row.CheckedAt, row.SwitchedAt, row.SwitchedBy) = (clock.GetUtcNow(), clock.GetUtcNow(), by.Name);
        audit.Write(
            db, by, "odoo.gateway-off", there.Connection.Name, connectionId, new { provider = there.Default?.Name ?? "none" },
            new { provider = there.Without(ours?.Id)?.Name ?? "none" });
        await SaveAsync(db, CancellationToken.None);
        await own.EndAsync(connectionId, null, by, CancellationToken.None);
        return new SwitchOutcome.Done(there.IsInstalled && (ours is null || there.Key is null));
    }

    /// <summary>Reads what Odoo has now.</summary>
    public async Task<SwitchOutcome> CheckAsync(Guid connectionId, CancellationToken ct)
    {
        var looked = await reading.ReadAsync(connectionId, ct);
        if (looked is not GatewayLook.Seen there) return Failed(looked);
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await RowAsync(db, connectionId, ct);
        row.ProviderId = there.IdOf(row.ProviderId);
        row.Differs = row.IsOn ? there.Differs(row.ProviderId) : null;
        (row.IsSetThere, row.CheckedAt) = (row.IsOn && row.Differs is null, clock.GetUtcNow());
        await SaveAsync(db, ct);
        return new SwitchOutcome.Done(row.Differs is not null);
    }

    private static SwitchOutcome.Failed Failed(GatewayLook looked) => new(((GatewayLook.Not)looked).Trouble);

    private static ApiKeyDraft Draft(GatewayLook.Seen there)
    {
        var name = there.Connection.Name;
        return new ApiKeyDraft($"{(name.Length > LongestName ? name[..LongestName] : name)}, {ModuleWords.Gateway}", there.Plan.Id, there.Plan.Name, ApiScopes.MessagesSend)
        {
            RepeatWindow = RepeatWindow,
            OdooConnectionId = there.Connection.Id,
        };
    }

    // Where it was pointed here before, nobody knows which key Odoo has now: both stay good until it is pressed again.
    private async Task<SwitchOutcome> TurnBackAsync(AppDb db, OdooGateway row, bool wasOn, GatewayLook.Seen there, OdooFailure failure, Actor by)
    {
        row.IsOn = wasOn;
        await SaveAsync(db, CancellationToken.None);
        if (!wasOn)
        {
            await formers.RestoreAsync(there.Open.Session.Parameters, GatewayReading.TokenKey, row.FormerCipher, CancellationToken.None);
            await own.EndAsync(row.ConnectionId, null, by, CancellationToken.None);
        }

        return new SwitchOutcome.Failed(there.Open.Trouble(failure));
    }

    private static async Task<OdooGateway> RowAsync(AppDb db, Guid connectionId, CancellationToken ct)
    {
        if (await db.OdooGateways.SingleOrDefaultAsync(g => g.ConnectionId == connectionId, ct) is { } row) return row;
        db.OdooGateways.Add(row = new OdooGateway { ConnectionId = connectionId });
        return row;
    }

    private async Task SaveAsync(AppDb db, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        changes.Announce();
    }
}
