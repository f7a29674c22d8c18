using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Credentials;

/// <summary>What became of a change to a plan.</summary>
public abstract record PlanOutcome
{
    private PlanOutcome()
    {
    }

    public sealed record Saved(Guid PlanId) : PlanOutcome;

    /// <summary>Nothing was changed: this is the default, and others could take its place. One of them is made the default first.</summary>
    public sealed record IsDefault : PlanOutcome;

    /// <summary>Nothing was changed; each fault names its field.</summary>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : PlanOutcome
    {
        public Invalid(string field, string says)
            : this([new FieldFault(field, says)])
        {
        }
    }
}

/// <summary>Counts anew what a plan used, with day and month as they begin in its new zone, inside the transaction that changes the zone.</summary>
public delegate Task ZoneMove(AppDb db, Guid planId, string timeZone, CancellationToken ct);

/// <summary>Adds, changes and removes stored plans. Each change is one transaction with its audit entry.</summary>
public sealed class PlanEditing(
    IDbContextFactory<AppDb> databases, Plans plans, TokenVault tokens, EnvironmentPlanSlot environment, PlanDefaultsStore defaults,
    AddressGuard addresses, PlanChanges changes, ZoneMove zoneMove, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Stores a plan. It sends nothing until Sinch has taken plan and token together.</summary>
    public async Task<PlanOutcome> AddAsync(PlanDraft draft, string? token, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var (clean, faults) = draft.Check();
        var all = new List<FieldFault>(faults);
        if (TokenFault(token) is { } fault) all.Add(fault);
        if (all.Count == 0 && await AddressFaultAsync(clean, ct) is { } address) all.Add(address);
        if (all.Count > 0) return new PlanOutcome.Invalid(all);

        await using var db = await databases.CreateDbContextAsync(ct);
        if (await TakenAsync(db, clean, null, ct) is { } taken) return new PlanOutcome.Invalid([taken]);
        var plan = New(clean, new Secret(token!.Trim()), by);
        db.Plans.Add(plan);
        audit.Write(db, by, "plan.added", plan.Name, plan.Id, after: Told(plan));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        if (plan.Id == environment.Plan?.Id) await zoneMove(db, plan.Id, plan.TimeZone, ct);
        await transaction.CommitAsync(ct);
        changes.Announce();
        return new PlanOutcome.Saved(plan.Id);
    }

    /// <summary>Changes everything but the token. Another Service Plan ID, region or host has to be verified anew.</summary>
    public Task<PlanOutcome> EditAsync(Guid id, PlanDraft draft, Actor by, CancellationToken ct) => EditAsync(id, draft, _ => Task.CompletedTask, by, ct);

    /// <summary>The same, with what else belongs to the change in its transaction; where the draft has a fault, that is not done either.</summary>
    internal async Task<PlanOutcome> EditAsync(Guid id, PlanDraft draft, Func<AppDb, Task> also, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var (clean, faults) = draft.Check();
        if (faults.Count > 0) return new PlanOutcome.Invalid(faults);
        if (await AddressFaultAsync(clean, ct) is { } address) return new PlanOutcome.Invalid([address]);

        await using var db = await databases.CreateDbContextAsync(ct);
        var plan = await db.Plans.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (plan is null) return Gone;
        if (await TakenAsync(db, clean, id, ct) is { } taken) return new PlanOutcome.Invalid([taken]);
        var before = Told(plan);
        var elsewhere = (plan.ServicePlanId, plan.Region, plan.BaseUrl, plan.AllowsPrivateHost) != (clean.ServicePlanId, clean.Region, clean.BaseUrl, clean.AllowsPrivateHost);
        var anotherZone = plan.TimeZone != clean.TimeZone;
        Copy(clean, plan);
        if (elsewhere) plan.IsVerified = false;
        audit.Write(db, by, "plan.changed", plan.Name, id, before, Told(plan));
        await also(db);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        if (anotherZone) await zoneMove(db, id, clean.TimeZone, ct);
        await transaction.CommitAsync(ct);
        changes.Announce();
        return new PlanOutcome.Saved(id);
    }

    /// <summary>Sets the region that was found, or chosen. It has to be verified there.</summary>
    public async Task<PlanOutcome> SetRegionAsync(Guid id, string region, Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var plan = await db.Plans.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (plan is null) return Gone;
        var before = new { region = plan.Region };
        plan.Region = region;
        plan.IsVerified = false;
        audit.Write(db, by, "plan.region-set", plan.Name, id, before, new { region });
        await db.SaveChangesAsync(ct);
        changes.Announce();
        return new PlanOutcome.Saved(id);
    }

    /// <summary>Copies the environment's plan into encrypted storage, with a region if it has none.</summary>
    public async Task<PlanOutcome> ImportEnvironmentAsync(string name, string? region, Actor by, CancellationToken ct)
    {
        if (environment.Plan is not { } found) return new PlanOutcome.Invalid("name", "The environment names no plan.");
        var limits = await defaults.ReadAsync(ct);
        var draft = new PlanDraft(
            name, found.ServicePlanId, found.Region ?? region, found.BaseUrl, found.Sender, found.Kind, limits.PerSecond,
            found.Kind == PlanKind.Trial ? limits.TrialPerDay : null, found.Kind == PlanKind.Production ? limits.ProductionPerMonth : null,
            TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : "Etc/UTC", [], found.AllowsPrivateHost);
        return await AddAsync(draft, found.Token.Reveal(), by, ct);
    }

    /// <summary>Makes a plan the one that is used when nobody names one.</summary>
    public async Task<PlanOutcome> MakeDefaultAsync(PlanView plan, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await db.Settings.SingleOrDefaultAsync(s => s.Key == Plans.DefaultKey, ct);
        if (row is null) db.Settings.Add(row = new Setting { Key = Plans.DefaultKey, Value = "" });
        row.Value = plan.Id.ToString("D", CultureInfo.InvariantCulture);
        audit.Write(db, by, "plan.made-default", plan.Name, plan.Id);
        await db.SaveChangesAsync(ct);
        changes.Announce();
        return new PlanOutcome.Saved(plan.Id);
    }

    /// <summary>
    /// Removes a plan and its token. Messages that it sent stay in the log; queued ones forbid it, and the default goes
    /// last, so that no other plan takes its place unasked.
    /// </summary>
    public async Task<PlanOutcome> DeleteAsync(Guid id, Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var plan = await db.Plans.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (plan is null) return Gone;
        if (await plans.ListAsync(ct) is { Count: > 1 } all && all.Any(other => other.Id == id && other.IsDefault)) return new PlanOutcome.IsDefault();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Plans.Remove(plan);
        audit.Write(db, by, "plan.deleted", plan.Name, id, Told(plan));
        await db.SaveChangesAsync(ct);
        // Counted once the plan is ours to delete: what another instance takes at this moment is in, or finds no plan.
        var waiting = await db.Messages.CountAsync(m => m.PlanId == id && (m.State == MessageState.Queued || m.State == MessageState.Sending), ct);
        if (waiting > 0) return new PlanOutcome.Invalid("", $"{waiting} messages of this plan still wait. Cancel them, or let them go out first.");
        await transaction.CommitAsync(ct);
        changes.Announce();
        return new PlanOutcome.Saved(id);
    }

    /// <summary>What is wrong with a token as typed; null when it can be tried.</summary>
    internal static FieldFault? TokenFault(string? token) => token?.Trim() switch
    {
        null or "" => new FieldFault("token", "Copy the API token from Sinch’s dashboard, beside the Service Plan ID."),
        var typed when RunbookPlaceholder.Matches(typed) => new FieldFault("token", "This is the runbook’s example. Copy your own API token from Sinch’s dashboard."),
        var typed when typed.Length > 500 || typed.AsSpan().ContainsAnyExceptInRange('!', '~') => new FieldFault("token", "A token holds letters, digits and signs, no spaces."),
        _ => null,
    };

    private async Task<FieldFault?> AddressFaultAsync(PlanDraft draft, CancellationToken ct) =>
        draft.Address is { } url && await addresses.FaultAsync(url, draft.AllowsPrivateHost, ct) is { } says ? new FieldFault("baseUrl", says) : null;

    private static PlanOutcome Gone => new PlanOutcome.Invalid("", "This plan is gone. Load the page again.");

    private ServicePlan New(PlanDraft draft, Secret token, Actor by)
    {
        var plan = new ServicePlan
        {
            Id = IdOf(draft),
            Name = draft.Name,
            ServicePlanId = draft.ServicePlanId,
            TokenCipher = tokens.Close(token),
            TokenLastFour = token.LastFour,
            TokenSetAt = clock.GetUtcNow(),
            TokenSetBy = by.Name,
            TimeZone = draft.TimeZone,
            CreatedAt = clock.GetUtcNow(),
        };
        Copy(draft, plan);
        return plan;
    }

    // What the environment named goes on as what it was: its messages, counters, callbacks and keys are joined to this id.
    private Guid IdOf(PlanDraft draft) => environment.Plan is { } named && named.ServicePlanId == draft.ServicePlanId ? named.Id : Guid.CreateVersion7(clock.GetUtcNow());

    private static void Copy(PlanDraft draft, ServicePlan plan)
    {
        plan.Name = draft.Name;
        plan.ServicePlanId = draft.ServicePlanId;
        plan.Region = draft.Region;
        plan.BaseUrl = draft.BaseUrl;
        plan.Sender = draft.Sender;
        plan.Kind = draft.Kind;
        plan.PerSecond = draft.PerSecond;
        plan.CountsParts = draft.CountsParts;
        plan.PerDay = draft.PerDay;
        plan.PerMonth = draft.PerMonth;
        plan.TimeZone = draft.TimeZone;
        plan.VerifiedNumbers = [.. draft.VerifiedNumbers];
        plan.OpenCountries = [.. draft.OpenCountries!];
        plan.AllowsPrivateHost = draft.AllowsPrivateHost;
    }

    private static object Told(ServicePlan plan) => new
    {
        name = plan.Name,
        servicePlanId = plan.ServicePlanId,
        region = plan.Region,
        baseUrl = plan.BaseUrl,
        sender = plan.Sender,
        kind = plan.Kind.ToString(),
        perSecond = plan.PerSecond,
        countsParts = plan.CountsParts,
        perDay = plan.PerDay,
        perMonth = plan.PerMonth,
        timeZone = plan.TimeZone,
        verifiedNumbers = plan.VerifiedNumbers.Count,
        openCountries = plan.OpenCountries is null ? null : string.Join(", ", plan.OpenCountries),
        allowsPrivateHost = plan.AllowsPrivateHost,
    };

    private static async Task<FieldFault?> TakenAsync(AppDb db, PlanDraft draft, Guid? but, CancellationToken ct)
    {
        if (await db.Plans.AnyAsync(p => p.Id != but && p.Name == draft.Name, ct)) return new FieldFault("name", "Another plan has this name.");
        return await db.Plans.AnyAsync(p => p.Id != but && p.ServicePlanId == draft.ServicePlanId, ct)
            ? new FieldFault("servicePlanId", "This plan is already here. Change it there, or replace its token.")
            : null;
    }
}
