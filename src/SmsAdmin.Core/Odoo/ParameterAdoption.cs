using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>What became of taking over Odoo's values.</summary>
public abstract record AdoptOutcome
{
    private AdoptOutcome()
    {
    }

    /// <summary>The plan has Odoo's values now.</summary>
    /// <param name="Keys">What was taken over.</param>
    /// <param name="Check">What Sinch said where plan, token or region changed; null where none of them did.</param>
    /// <param name="Others">How many other Odoos get this plan's values, and differ now.</param>
    public sealed record Done(IReadOnlyList<string> Keys, PlanCheck? Check, int Others) : AdoptOutcome;

    /// <summary>Nothing was changed.</summary>
    public sealed record Not(OdooTrouble Trouble) : AdoptOutcome;
}

/// <summary>Takes over what Odoo has, where it differs from ours: the other way out of a drift.</summary>
public sealed class ParameterAdoption(
    IDbContextFactory<AppDb> databases, Connections connections, Plans plans, PlanEditing editing, PlanChecks checks, TokenReplacement tokens, OdooLook look, AuditTrail audit)
{
    public async Task<AdoptOutcome> AdoptAsync(Guid connectionId, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await connections.FindAsync(connectionId, ct) is not { } connection) return Not(OdooTrouble.Gone);
        if (await OurValues.OfAsync(plans, connection.PlanId, ct) is not { } ours) return Not(OdooTrouble.NoPlan);
        if (ours.Plan.Source == PlanSource.Environment)
            return Not(new OdooTrouble("Environment", $"{ours.Plan.Name} comes from the environment, and SmsAdmin does not change that.", "Set the variable there and restart, or push ours."));
        var opening = await connections.OpenAsync(connectionId, ct);
        if (opening is not ConnectionOpening.Open open) return Not(((ConnectionOpening.Closed)opening).Trouble);
        var read = await open.Session.Parameters.ReadAsync(ParameterKeys.All, ct);
        if (read is OdooResult<IReadOnlyList<OdooParameter>>.Failed unread) return Not(open.Trouble(unread.Failure));
        var found = ((OdooResult<IReadOnlyList<OdooParameter>>.Answered)read).Value;
        // An empty one there is no value to take over.
        var theirs = found.Where(parameter => parameter.Value.Length > 0 && !ours.IsSame(parameter.Key, parameter.Value)).ToDictionary(parameter => parameter.Key, parameter => parameter.Value);
        if (theirs.Count == 0) return Not(new OdooTrouble("NothingToAdopt", "Odoo has no value here that differs from ours.", "Read again, or push ours."));

        var (refused, check) = await ChangeAsync(ours, theirs, by, ct);
        if (refused is not null) return Not(refused);
        await using var db = await databases.CreateDbContextAsync(ct);
        audit.Write(db, by, "odoo.parameters-adopted", connection.Name, connectionId, after: new { plan = ours.Plan.Name, keys = string.Join(", ", theirs.Keys) });
        await db.SaveChangesAsync(ct);
        if (await OurValues.OfAsync(plans, connection.PlanId, ct) is { } now) await look.KeepAsync(connectionId, now, found, ct);
        var others = await db.OdooConnections.CountAsync(c => c.PlanId == connection.PlanId && c.Id != connectionId, ct);
        return new AdoptOutcome.Done([.. theirs.Keys], check, others);
    }

    // Sinch is asked with the plan as it would be before anything is written; then all of it is written at once, or nothing.
    private async Task<(OdooTrouble? Refused, PlanCheck? Check)> ChangeAsync(OurValues ours, Dictionary<string, string> theirs, Actor by, CancellationToken ct)
    {
        var plan = ours.Plan;
        var draft = PlanDraft.Of(plan) with
        {
            ServicePlanId = theirs.GetValueOrDefault(ParameterKeys.ServicePlanId, plan.ServicePlanId),
            Region = theirs.GetValueOrDefault(ParameterKeys.Region) ?? plan.Region,
            Sender = theirs.GetValueOrDefault(ParameterKeys.Sender) ?? plan.Sender,
        };
        if (draft.Check().Faults is { Count: > 0 } faults) return (Unusable(faults), null);
        var isToken = theirs.TryGetValue(ParameterKeys.Token, out var typed);
        var (token, fault) = isToken ? TokenReplacement.Read(typed) : (new Secret(ours[ParameterKeys.Token]!), null);
        if (token is null) return (new OdooTrouble("NotAdoptable", $"Odoo’s token cannot be ours: {fault}", "Push ours."), null);

        PlanCheck? check = null;
        if (theirs.Keys.Any(key => key != ParameterKeys.Sender))
        {
            var trial = await TryAsync(plan with { ServicePlanId = draft.ServicePlanId, Region = draft.Region }, token, ct);
            if (trial.Check is { Works: false } && !trial.OldOneIsDead) return (Refused(trial, theirs), null);
            check = trial.Check;
        }

        Func<AppDb, Task> store = db => isToken ? tokens.StoreAsync(db, plan.Id, token, check, by, ct) : check is null ? Task.CompletedTask : checks.KeepAsync(db, plan, check, by, ct);
        if (theirs.Keys.Any(key => key != ParameterKeys.Token))
        {
            if (await editing.EditAsync(plan.Id, draft, store, by, ct) is PlanOutcome.Invalid invalid) return (Unusable(invalid.Faults), null);
        }
        else
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await store(db);
            await db.SaveChangesAsync(ct);
        }

        await tokens.CountsAsync(plan.Id, check, ct);
        return (null, check);
    }

    // Also a plan that was never verified may work as it is.
    private async Task<TokenTrial> TryAsync(PlanView next, Secret token, CancellationToken ct)
    {
        var trial = await tokens.TryAsync(next, token, alsoOld: false, ct);
        return trial.Check is { Works: false } && trial.Old is null ? trial with { Old = await checks.LookAsync(next.Id, ct) } : trial;
    }

    private static OdooTrouble Refused(TokenTrial trial, Dictionary<string, string> theirs) => new(
        "TokenRefused", $"{(theirs is { Count: 1 } && theirs.ContainsKey(ParameterKeys.Token) ? "Odoo’s token is" : "Odoo’s values are")} not taken over: {trial.Check!.Says}",
        trial.OldOneWorks ? "Ours still work. Push ours." : "Sinch does not confirm ours either: look at the plan under Credentials, then try again.");

    private static OdooTrouble Unusable(IReadOnlyList<FieldFault> faults) =>
        new("NotAdoptable", $"Odoo’s value cannot be ours: {string.Join(" ", faults.Select(fault => fault.Says))}", "Mend it in Odoo, or push ours.");

    private static AdoptOutcome.Not Not(OdooTrouble trouble) => new(trouble);
}
