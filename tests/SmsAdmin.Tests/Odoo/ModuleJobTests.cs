using SmsAdmin.Core.Odoo;
using SmsAdmin.Tests.OdooRpc;
using SmsAdmin.Tests.Support;
using static SmsAdmin.Tests.OdooRpc.ScriptedOdoo;

namespace SmsAdmin.Tests.Odoo;

/// <summary>What a person is told of an installation that something between us and Odoo cut off.</summary>
public sealed class ModuleJobTests : OdooRooms
{
    private const string Read = "ir.module.module.search_read";
    private const string Install = "ir.module.module.button_immediate_install";

    [Theory]
    [InlineData("504", "to install", "auth_totp may still be installing")]
    [InlineData("abort", "to install", "auth_totp may still be installing")]
    [InlineData("504", null, "auth_totp may still be installing")]
    [InlineData("200", null, "auth_totp may still be installing")]
    [InlineData("504", "uninstalled", "auth_totp is not installed yet")]
    public async Task One_whose_outcome_is_open_may_be_at_it_still_and_is_not_to_be_pressed_again(string answer, string? after, string title)
    {
        var job = await InstallAsync(answer, after);

        Assert.Equal((false, true, title), (job.IsDone, job.IsOutcomeUnknown, job.Title));
        Assert.Contains("do not press Install again", job.Says, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was changed", job.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_never_reached_Odoo_is_told_as_not_done()
    {
        var job = await InstallAsync("503", "uninstalled");

        Assert.Equal((false, false, "auth_totp was not installed"), (job.IsDone, job.IsOutcomeUnknown, job.Title));
        Assert.Contains("Nothing was changed", job.Says, StringComparison.Ordinal);
    }

    private async Task<ModuleJob> InstallAsync(string answer, string? after)
    {
        await using var odoo = await ScriptedOdoo.StartAsync();
        odoo.Newer().On(Read, Module("uninstalled"), after is null ? Reply.Page(502, "Bad Gateway") : Module(after));
        odoo.On(Install, answer == "abort" ? Reply.Page(200, "") with { Before = Abort } : answer == "200" ? Reply.Json(200, "{}") : Reply.Page(int.Parse(answer, System.Globalization.CultureInfo.InvariantCulture), "Gateway"));
        var draft = new ConnectionDraft("acme-prod", odoo.Server.Root, "odoo", "admin", true, PlanId);
        var id = Assert.IsType<ConnectionOutcome.Saved>(await Rooms.Get<ConnectionEditing>().AddAsync(draft, ScriptedOdoo.Key, TestRooms.Anna, Ct)).Id;
        return await Rooms.Get<Modules>().InstallAsync(id, "auth_totp", TestRooms.Anna, Ct);

        static Task Abort(Microsoft.AspNetCore.Http.HttpContext context)
        {
            context.Abort();
            return Task.CompletedTask;
        }
    }

    private static Reply Module(string state) => Reply.Json(200, $$"""[{"id": 29, "name": "auth_totp", "state": "{{state}}", "installed_version": "19.0.1.0", "latest_version": false, "shortdesc": "TOTP"}]""");
}
