using SmsAdmin.Core.Credentials;

namespace SmsAdmin.Web.Components.Pages.Dashboard;

/// <summary>One step of a fresh install.</summary>
/// <param name="Says">What it brings; null where it is done.</param>
/// <param name="Verb">What its button says; null where there is nothing to do, or not for this role.</param>
public sealed record FirstStep(string Title, string? Says, bool IsDone, string? Verb = null, string? Href = null, DateTimeOffset? DoneAt = null)
{
    /// <summary>A code word in the title's end, as the sandbox's Service Plan ID.</summary>
    public string? Code { get; init; }
}

/// <summary>What a fresh install has, and what comes next.</summary>
internal static class FirstSteps
{
    public static IReadOnlyList<FirstStep> For(IReadOnlyList<PlanView> plans, bool hasSandbox, bool hasOdoo, bool isProven, bool isAdmin, bool maySend)
    {
        var sandbox = plans.FirstOrDefault(plan => plan.IsSandbox);
        var own = plans.FirstOrDefault(plan => !plan.IsSandbox);
        var account = new FirstStep("Your administrator account", null, IsDone: true);
        var credentials = own is null
            ? new FirstStep("Add your Sinch credentials", "Service Plan ID, API token and region. We check them with Sinch before they are used.", false, isAdmin ? "Add" : null, "/credentials/new")
            : new FirstStep("Your Sinch credentials: ", null, true, DoneAt: own.TokenSetAt) { Code = own.Name };
        var canSend = plans.Any(plan => plan is { IsDefault: true, Readiness: PlanReadiness.Ready });
        var test = new FirstStep(
            "Send your first test",
            hasSandbox ? "Watch a text go from Queued to Delivered and open it in the handset. Takes ten seconds." : "Watch a text go from Queued to Delivered on the phone in your hand.",
            false, maySend && canSend ? "Send a test" : null, "/send");
        var odoo = hasOdoo
            ? new FirstStep("An Odoo is connected", null, true)
            : new FirstStep("Connect Odoo", "Four system parameters, written for you and read back. Optional.", false, isAdmin ? "Connect" : null, "/odoo/new");
        var proof = isProven
            ? new FirstStep("The setup is proven", null, true)
            : new FirstStep("Run the checklist", "Proves the whole setup, item by item, with evidence you can print.", false, maySend ? "Open" : null, "/checklist");
        return sandbox is not null
            ? [account, new FirstStep("A sandbox plan to send with: ", null, true, DoneAt: sandbox.TokenSetAt) { Code = sandbox.ServicePlanId }, test, credentials, odoo, proof]
            : [account, credentials, test, odoo, proof];
    }
}
