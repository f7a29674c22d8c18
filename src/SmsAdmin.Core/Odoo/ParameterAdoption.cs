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

        if (await ChangeAsync(ours.Plan, theirs, by, ct) is { } refused) return Not(refused);
        var check = theirs.ContainsKey(ParameterKeys.Token) || theirs.ContainsKey(ParameterKeys.ServicePlanId) || theirs.ContainsKey(ParameterKeys.Region)
            ? await checks.CheckAsync(connection.PlanId, by, ct)
            : null;
        await using var db = await databases.CreateDbContextAsync(ct);
        audit.Write(db, by, "odoo.parameters-adopted", connection.Name, connectionId, after: new { plan = ours.Plan.Name, keys = string.Join(", ", theirs.Keys) });
        await db.SaveChangesAsync(ct);
        if (await OurValues.OfAsync(plans, connection.PlanId, ct) is { } now) await look.KeepAsync(connectionId, now, found, ct);
        var others = await db.OdooConnections.CountAsync(c => c.PlanId == connection.PlanId && c.Id != connectionId, ct);
        return new AdoptOutcome.Done([.. theirs.Keys], check, others);
    }

    private async Task<OdooTrouble?> ChangeAsync(PlanView plan, Dictionary<string, string> theirs, Actor by, CancellationToken ct)
    {
        var draft = PlanDraft.Of(plan) with
        {
            ServicePlanId = theirs.GetValueOrDefault(ParameterKeys.ServicePlanId, plan.ServicePlanId),
            Region = theirs.GetValueOrDefault(ParameterKeys.Region) ?? plan.Region,
            Sender = theirs.GetValueOrDefault(ParameterKeys.Sender) ?? plan.Sender,
        };
        if (theirs.Keys.Any(key => key != ParameterKeys.Token) && await editing.EditAsync(plan.Id, draft, by, ct) is PlanOutcome.Invalid invalid)
            return new OdooTrouble("NotAdoptable", $"Odoo’s value cannot be ours: {string.Join(" ", invalid.Faults.Select(fault => fault.Says))}", "Mend it in Odoo, or push ours.");
        if (theirs.GetValueOrDefault(ParameterKeys.Token) is not { } token) return null;
        return await tokens.ReplaceAsync(plan.Id, token, by, ct) switch
        {
            TokenOutcome.OldOneKept kept => new OdooTrouble("TokenRefused", $"Odoo’s token is not taken over: {kept.Check.Says}", "Our own still works. Push ours."),
            TokenOutcome.Invalid unusable => new OdooTrouble("NotAdoptable", $"Odoo’s token cannot be ours: {unusable.Says}", "Push ours."),
            _ => null,
        };
    }

    private static AdoptOutcome.Not Not(OdooTrouble trouble) => new(trouble);
}
