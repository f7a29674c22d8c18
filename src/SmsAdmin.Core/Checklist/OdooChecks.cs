using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>The Odoo databases that have this plan's values: their parameters, read now, and the way that their SMS take.</summary>
internal sealed class OdooChecks(Connections connections, OdooLook look, ParameterTables tables, Modules modules, NativeSwitch native, NativeLog routes, GatewaySwitch gateways, GatewayLog pointed)
{
    private const ChecklistItem Parameters = ChecklistItem.OdooParameters;
    private const ChecklistItem Route = ChecklistItem.OdooRoute;
    private const string None = "No Odoo database has this plan’s values.";

    /// <summary>The first that is wrong decides; each is in the evidence.</summary>
    public async Task<ItemResult> ParametersAsync(Asking asking, CancellationToken ct)
    {
        if (asking.Blocker(ChecklistItem.PlanAndRegion, ChecklistItem.Token) is { } first)
            return ItemResult.Skip(Parameters, first, "values that Sinch refuses prove nothing in Odoo.");
        var all = await Grounds.OfPlanAsync(connections, asking.Plan.Id, ct);
        if (all.Count == 0) return NotApplicable(Parameters);
        ItemResult? wrong = null;
        var evidence = new List<EvidenceLine>();
        foreach (var one in all)
        {
            evidence.Add(new EvidenceLine("Asked", $"{one.Host}, {one.Name}: read ir.config_parameter, keys sinch.*"));
            if (await look.ReadAsync(one.Id, ct) is { } trouble)
            {
                evidence.Add(new EvidenceLine("Answered", trouble.Says));
                wrong ??= ItemResult.Failed(CauseCode.OdooOutOfReach, Parameters, $"{one.Name} cannot be read.", trouble.Says, Of(one, trouble)) with { IsOutOfReach = true };
                continue;
            }

            if (await tables.ReadAsync(one.Id, ct) is not { } table) continue;
            evidence.Add(new EvidenceLine("Answered", string.Join(", ", table.Rows.Select(Told)), table.ReadAt));
            var differing = table.Differing;
            if (differing.Count == 0) continue;
            var by = differing.Select(row => row.ChangedBy).FirstOrDefault(name => name is not null);
            wrong ??= ItemResult.Failed(
                CauseCode.OdooDiffers, Parameters, differing.Count == 1 ? $"{differing[0].Key} differs in {one.Name}." : $"{differing.Count} parameters differ in {one.Name}.",
                $"{string.Join(", ", differing.Select(Apart))}{(by is null ? "" : $", last changed there by {by}")}.",
                new Mend($"Push ours to {one.Name}. If Odoo’s is the right one, adopt it on the page of Odoo.", $"Push ours to {one.Name}", $"/odoo?c={one.Id}") { Deed = Deed.PushParameters, Subject = one.Id.ToString() });
        }

        var says = all.Count == 1 ? $"{ParameterKeys.All.Count} of {ParameterKeys.All.Count} equal in {all[0].Name}." : $"All equal in {all.Count} Odoo databases.";
        return (wrong ?? new ItemResult(Parameters, CheckState.Pass, says)) with { Evidence = evidence };
    }

    public async Task<ItemResult> RouteAsync(Asking asking, CancellationToken ct)
    {
        if (asking.Results.GetValueOrDefault(Parameters) is { IsOutOfReach: true })
            return ItemResult.Skip(Route, Parameters, "an Odoo that cannot be read tells nothing of its modules.");
        var all = await Grounds.OfPlanAsync(connections, asking.Plan.Id, ct);
        if (all.Count == 0) return NotApplicable(Route);
        var found = new List<ItemResult>();
        foreach (var one in all) found.Add(await RouteAsync(one, ct));
        var decides = found.Find(result => result.State == CheckState.Fail) ?? found.Find(result => result.State == CheckState.Pass) ?? found[0];
        return decides with { Evidence = [.. found.SelectMany(result => result.Evidence)] };
    }

    private async Task<ItemResult> RouteAsync(ConnectionView one, CancellationToken ct)
    {
        var list = await modules.ReadAsync(one.Id, ct);
        if (list.Trouble is { } trouble) return ItemResult.Failed(CauseCode.OdooOutOfReach, Route, $"{one.Name} cannot be asked for its modules.", trouble.Says, Of(one, trouble));
        var sms = list.Modules.FirstOrDefault(module => module.Name == ModuleWords.Sms);
        var gateway = list.Modules.FirstOrDefault(module => module.Name == ModuleWords.Gateway);
        var evidence = new List<EvidenceLine>
        {
            new("Asked", $"{one.Host}, {one.Name}: ir.module.module, {string.Join(", ", list.Modules.Select(module => module.Name))}"),
            new("Answered", string.Join(", ", list.Modules.Select(module => $"{module.Name}: {Stands(module)}")), list.At),
        };
        var isOn = await routes.FindAsync(one.Id, ct) is { IsOn: true };
        if (isOn && await native.CheckAsync(one.Id, ct) is var checkedNow)
        {
            if (checkedNow is SwitchOutcome.Failed { Trouble: var closed }) return ItemResult.Failed(CauseCode.OdooOutOfReach, Route, $"The native route of {one.Name} cannot be read.", closed.Says, Of(one, closed)) with { Evidence = evidence };
            var view = await routes.FindAsync(one.Id, ct);
            evidence.Add(new EvidenceLine("Read back", view is { IsSetThere: true } ? $"sms.endpoint is {view.Address}" : "sms.endpoint is not ours", view?.CheckedAt));
            return view is { IsSetThere: true }
                ? new ItemResult(Route, CheckState.Pass, $"Native route on: the SMS of {one.Name} come through SmsAdmin.") { Evidence = evidence }
                : ItemResult.Failed(CauseCode.OdooElsewhere, Route, $"The SMS of {one.Name} go elsewhere.", "Its sms.endpoint is not SmsAdmin’s any more: somebody changed it in Odoo.", SwitchOn(one)) with { Evidence = evidence };
        }

        if (await pointed.FindAsync(one.Id, ct) is { IsOn: true }) return await PointedAsync(one, evidence, ct);
        if (gateway is { Standing: ModuleStanding.Installed }) return new ItemResult(Route, CheckState.Pass, $"Gateway module {gateway.Version} is installed in {one.Name}.") { Evidence = evidence };
        if (sms is not { Standing: ModuleStanding.Installed })
            return new ItemResult(Route, CheckState.NotApplicable, $"{one.Name} has no module sms, so it sends nothing that could come through SmsAdmin.") { Evidence = evidence };
        return ItemResult.Failed(CauseCode.OdooRouteOff, Route, $"The SMS of {one.Name} do not come through SmsAdmin.", "Its native route is off, and no gateway module is installed.", SwitchOn(one)) with { Evidence = evidence };
    }

    private async Task<ItemResult> PointedAsync(ConnectionView one, List<EvidenceLine> evidence, CancellationToken ct)
    {
        if (await gateways.CheckAsync(one.Id, ct) is SwitchOutcome.Failed { Trouble: var closed })
            return ItemResult.Failed(CauseCode.OdooOutOfReach, Route, $"The gateway module of {one.Name} cannot be read.", closed.Says, Of(one, closed)) with { Evidence = evidence };
        var view = await pointed.FindAsync(one.Id, ct);
        evidence.Add(new EvidenceLine("Read back", view is { IsSetThere: true } ? $"the custom provider of {ModuleWords.Gateway} posts to {view.Address}" : view?.Differs ?? "it is not ours", view?.CheckedAt));
        return view is { IsSetThere: true }
            ? new ItemResult(Route, CheckState.Pass, $"The gateway module of {one.Name} sends through SmsAdmin.") { Evidence = evidence }
            : ItemResult.Failed(
                CauseCode.OdooElsewhere, Route, $"The gateway module of {one.Name} does not send through SmsAdmin any more.", view?.Differs ?? "Somebody changed it in Odoo.",
                new Mend($"Point the gateway module of {one.Name} here again, or take it off.", "See the connection", $"/odoo?c={one.Id}")) with
            { Evidence = evidence };
    }

    private static string Stands(ModuleView module) => module.Standing switch
    {
        ModuleStanding.Installed => $"installed {module.Version}".TrimEnd(),
        ModuleStanding.NotInstalled => "not installed",
        ModuleStanding.CannotBeInstalled => "cannot be installed",
        ModuleStanding.InBetween => "being changed",
        _ => "not in the list",
    };

    private static string Told(ParameterRow row) => $"{row.Key} {(row.IsSame ? "equal" : "differs")}{(row.IsSecret ? " (compared, not shown)" : "")}";

    private static string Apart(ParameterRow row) => row.IsSecret
        ? $"{row.Key} is not ours"
        : $"{row.Key} is {row.Theirs ?? "not set"} there, {row.Ours ?? "not set"} here";

    private static Mend SwitchOn(ConnectionView one) =>
        new($"Switch the native route of {one.Name} on.", $"Lead the SMS of {one.Name} through SmsAdmin", $"/odoo?c={one.Id}") { Deed = Deed.SwitchNativeOn, Subject = one.Id.ToString() };

    private static Mend Of(ConnectionView one, OdooTrouble trouble) => new(trouble.Next, "See the connection", $"/odoo?c={one.Id}");

    private static ItemResult NotApplicable(ChecklistItem item) => new(item, CheckState.NotApplicable, None) { Mend = new Mend("If an Odoo shall send, add its database.", "See Odoo", "/odoo") };
}
