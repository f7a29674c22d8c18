using System.Text.Json;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>A module as Odoo's list has it.</summary>
/// <param name="State">Odoo's word: uninstallable, uninstalled, to install, installed, to upgrade, to remove.</param>
/// <param name="VersionOnDisk">Odoo calls it <c>installed_version</c>, also of what is not installed.</param>
/// <param name="VersionInstalled">Odoo calls it <c>latest_version</c>.</param>
public sealed record OdooModule(string Name, string State, string? VersionOnDisk, string? VersionInstalled, string? Title)
{
    public const string Installed = "installed";
    public const string Uninstallable = "uninstallable";

    public bool IsInstalled => State is Installed or "to upgrade" or "to remove";
}

/// <summary>What became of an installation. Only the state that was read after it counts: Odoo answers success to anything.</summary>
public abstract record OdooInstall
{
    private OdooInstall()
    {
    }

    /// <summary>The state says installed, and did not before.</summary>
    public sealed record Done(OdooModule Module) : OdooInstall;

    /// <summary>It was installed before; nothing was asked.</summary>
    public sealed record WasInstalled(OdooModule Module) : OdooInstall;

    /// <summary>Odoo will not install it: its version, or something that it needs, does not fit. Nothing was asked, because Odoo would say success.</summary>
    public sealed record CannotBe(OdooModule Module) : OdooInstall;

    /// <summary>Odoo was asked, and the state does not say that it is installed.</summary>
    /// <param name="Module">As it was read after; null where it could not be read.</param>
    /// <param name="Why">What Odoo said, or what came between; null where it claimed success.</param>
    public sealed record NotDone(OdooModule? Module, OdooFailure? Why) : OdooInstall;
}

/// <summary>The list of modules, and the way to install one.</summary>
public sealed class OdooModules
{
    private const string Model = "ir.module.module";
    private readonly OdooSession _session;

    internal OdooModules(OdooSession session) => _session = session;

    /// <summary>Those of the names that Odoo knows.</summary>
    public async Task<OdooResult<IReadOnlyList<OdooModule>>> ReadAsync(IReadOnlyCollection<string> names, CancellationToken ct) =>
        (await RowsAsync(names, ct)).Then(rows => new OdooResult<IReadOnlyList<OdooModule>>.Answered([.. rows.Select(Of)]));

    /// <summary>Has Odoo look through its addons path: what was copied there is not known before.</summary>
    /// <returns>How many modules it knows better than before.</returns>
    public async Task<OdooResult<int>> UpdateListAsync(CancellationToken ct) =>
        await _session.ExecuteAsync(OdooCall.Of(Model, "update_list"), ct, _session.InstallTimeout) switch
        {
            OdooResult<JsonElement>.Answered { Value: var answer } => new OdooResult<int>.Answered(
                answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray().Where(count => count.ValueKind == JsonValueKind.Number).Sum(count => count.GetInt32()) : 0),
            OdooResult<JsonElement>.Failed failed => new OdooResult<int>.Failed(failed.Failure.OfWrite()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>
    /// Installs one, waits long, and believes only the state that it reads after. It is asked for once: whoever saw it fail looks
    /// again before asking anew.
    /// </summary>
    public async Task<OdooResult<OdooInstall>> InstallAsync(string name, CancellationToken ct)
    {
        var found = await RowsAsync([name], ct);
        if (found is not OdooResult<IReadOnlyList<OdooRow>>.Answered { Value: var rows }) return found.Then<OdooInstall>(_ => throw new System.Diagnostics.UnreachableException());
        if (rows is not [var row, ..]) return new OdooResult<OdooInstall>.Failed(new OdooFailure(OdooFailureKind.ModuleMissing, name));
        var before = Of(row);
        if (before.IsInstalled) return Answered(new OdooInstall.WasInstalled(before));
        if (before.State == OdooModule.Uninstallable) return Answered(new OdooInstall.CannotBe(before));
        var said = await _session.ExecuteAsync(OdooCall.On(Model, "button_immediate_install", row.Id), ct, _session.InstallTimeout);
        var why = (said as OdooResult<JsonElement>.Failed)?.Failure.OfWrite();
        return await ReadAsync([name], ct) switch
        {
            OdooResult<IReadOnlyList<OdooModule>>.Answered { Value: [{ State: OdooModule.Installed } now, ..] } => Answered(new OdooInstall.Done(now)),
            OdooResult<IReadOnlyList<OdooModule>>.Answered { Value: var after } => Answered(new OdooInstall.NotDone(after is [var left, ..] ? left : null, why)),
            // Whoever asked has no word of what became of it, unless Odoo itself had refused.
            OdooResult<IReadOnlyList<OdooModule>>.Failed unread => Answered(new OdooInstall.NotDone(null, why ?? unread.Failure with { IsOutcomeUnknown = true })),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static OdooResult<OdooInstall> Answered(OdooInstall outcome) => new OdooResult<OdooInstall>.Answered(outcome);

    private async Task<OdooResult<IReadOnlyList<OdooRow>>> RowsAsync(IReadOnlyCollection<string> names, CancellationToken ct) =>
        (await _session.ExecuteAsync(OdooCall.Search(Model, OdooCall.Where("name", [.. names]), "name", "state", "installed_version", "latest_version", "shortdesc"), ct))
            .Then(rows => new OdooResult<IReadOnlyList<OdooRow>>.Answered([.. OdooRows.Of(rows)]));

    private static OdooModule Of(OdooRow row) =>
        new(row.Text("name") ?? "", row.Text("state") ?? "", row.Text("installed_version"), row.Text("latest_version"), row.Text("shortdesc"));
}
