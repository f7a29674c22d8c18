using SmsAdmin.Core.OdooRpc;
using static SmsAdmin.Tests.OdooRpc.ScriptedOdoo;

namespace SmsAdmin.Tests.OdooRpc;

/// <summary>An installation is believed when the state says so, and not before: Odoo answers success to anything.</summary>
public sealed class OdooInstallTests
{
    private const string Read = "ir.module.module.search_read";
    private const string Install = "ir.module.module.button_immediate_install";

    private static readonly Reply Success = Reply.Json(200, """{"type": "ir.actions.act_url", "target": "self", "url": "/odoo"}""");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_state_says_after_is_the_outcome()
    {
        await using var odoo = await StartAsync();
        odoo.Newer().On(Read, Module("uninstalled"), Module("installed", "\"19.0.1.0\"")).On(Install, Success);

        var done = Assert.IsType<OdooInstall.Done>(await InstallAsync(odoo));

        Assert.Equal(("19.0.1.0", "19.0.1.0"), (done.Module.VersionOnDisk, done.Module.VersionInstalled));
    }

    [Fact]
    public async Task A_success_that_changed_no_state_is_none()
    {
        await using var odoo = await StartAsync();
        odoo.Newer().On(Read, Module("uninstalled")).On(Install, Success);

        var not = Assert.IsType<OdooInstall.NotDone>(await InstallAsync(odoo));

        Assert.Equal(("uninstalled", null), (not.Module!.State, not.Why));
    }

    [Fact]
    public async Task An_uninstallable_module_is_told_as_it_is_and_not_asked_for()
    {
        await using var odoo = await StartAsync();
        odoo.Newer().On(Read, Module("uninstallable")).On(Install, Success);

        Assert.IsType<OdooInstall.CannotBe>(await InstallAsync(odoo));
        Assert.DoesNotContain(Install, odoo.Calls);
    }

    [Fact]
    public async Task An_installed_module_is_told_as_it_is_and_not_asked_for()
    {
        await using var odoo = await StartAsync();
        odoo.Newer().On(Read, Module("installed", "\"19.0.1.0\"")).On(Install, Success);

        Assert.IsType<OdooInstall.WasInstalled>(await InstallAsync(odoo));
        Assert.DoesNotContain(Install, odoo.Calls);
    }

    [Fact]
    public async Task A_module_that_is_not_in_the_list_is_missing_and_no_empty_list_is_installed()
    {
        await using var odoo = await StartAsync();
        odoo.Newer().On(Read, Reply.Json(200, "[]")).On(Install, Success);

        var failed = Assert.IsType<OdooResult<OdooInstall>.Failed>(await (await OpenAsync(odoo)).Modules.InstallAsync("auth_totp", Ct));

        Assert.Equal((OdooFailureKind.ModuleMissing, "auth_totp"), (failed.Failure.Kind, failed.Failure.Detail));
        Assert.DoesNotContain(Install, odoo.Calls);
    }

    [Fact]
    public async Task A_broken_module_keeps_its_reason_and_is_asked_for_once()
    {
        await using var odoo = await StartAsync();
        odoo.Older("18.0-20250702").On(Read, Wrapped("uninstalled")).On(Install, Reply.Error("odoo.tools.convert.ParseError", "while parsing /opt/addons/x/data/ir_cron.xml:5, somewhere inside\n<record/>"));

        var not = Assert.IsType<OdooInstall.NotDone>(await InstallAsync(odoo));

        Assert.Equal("Its file ir_cron.xml does not fit this Odoo.", not.Why!.Detail);
        Assert.Single(odoo.Calls, call => call == Install);
    }

    [Fact]
    public async Task An_answer_that_never_came_is_settled_by_the_state()
    {
        await using var odoo = await StartAsync();
        odoo.Newer().On(Read, Module("uninstalled"), Module("installed", "\"19.0.1.0\"")).On(Install, Success with
        {
            Before = context =>
            {
                context.Abort();
                return Task.CompletedTask;
            },
        });

        Assert.IsType<OdooInstall.Done>(await InstallAsync(odoo));
        Assert.Single(odoo.Calls, call => call == Install);
    }

    [Fact]
    public async Task An_installation_that_a_proxy_cut_off_is_open_while_no_state_settles_it()
    {
        await using var odoo = await StartAsync();
        odoo.Newer().On(Install, Reply.Page(504, "Gateway Time-out"));

        odoo.On(Read, Module("uninstalled"), Module("to install"));
        var open = Assert.IsType<OdooInstall.NotDone>(await InstallAsync(odoo));
        Assert.Equal(("to install", true), (open.Module!.State, open.Why!.IsOutcomeUnknown));

        odoo.On(Read, Module("uninstalled"), Reply.Page(502, "Bad Gateway"));
        var unread = Assert.IsType<OdooInstall.NotDone>(await InstallAsync(odoo));
        Assert.Equal((null, true), (unread.Module, unread.Why!.IsOutcomeUnknown));

        odoo.On(Install, Reply.Page(503, "Later")).On(Read, Module("uninstalled"));
        Assert.False(Assert.IsType<OdooInstall.NotDone>(await InstallAsync(odoo)).Why!.IsOutcomeUnknown);
    }

    private static string Row(string state, string installed) =>
        $$"""[{"id": 29, "name": "auth_totp", "state": "{{state}}", "installed_version": "19.0.1.0", "latest_version": {{installed}}, "shortdesc": "Two-Factor Authentication (TOTP)"}]""";

    private static Reply Module(string state, string installed = "false") => Reply.Json(200, Row(state, installed));

    private static Reply Wrapped(string state) => Reply.Result(Row(state, "false"));

    private static async Task<OdooInstall> InstallAsync(ScriptedOdoo odoo) =>
        Assert.IsType<OdooResult<OdooInstall>.Answered>(await (await OpenAsync(odoo)).Modules.InstallAsync("auth_totp", Ct)).Value;

    private static async Task<OdooSession> OpenAsync(ScriptedOdoo odoo) =>
        Assert.IsType<OdooResult<OdooSession>.Answered>(await odoo.Client.OpenAsync(odoo.At(), Ct)).Value;
}
