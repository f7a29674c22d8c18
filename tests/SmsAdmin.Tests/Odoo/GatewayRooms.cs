using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Sandbox.Odoo;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Odoo;

/// <summary>The real rooms, and an Odoo of the sandbox that has <c>ipai_sms_gateway</c>.</summary>
public abstract class GatewayRooms : NativeRooms
{
    protected const string TokenKey = "smsadmin.api_key";

    protected GatewaySwitch Switch => Rooms.Get<GatewaySwitch>();

    /// <summary>Connects, and has the module installed, mended as it has to be for that.</summary>
    protected async Task<Guid> ConnectWithModuleAsync(string version = "19")
    {
        await Sandbox.ControlOdooAsync(version, new { patched = true });
        var id = await ConnectAsync(version);
        Assert.Null(await Rooms.Get<Modules>().UpdateListAsync(id, TestRooms.Anna, Ct));
        Assert.True((await Rooms.Get<Modules>().InstallAsync(id, "ipai_sms_gateway", TestRooms.Anna, Ct)).IsDone);
        return id;
    }

    protected async Task OnAsync(Guid id) => Assert.Equal(new SwitchOutcome.Done(), await Switch.OnAsync(id, TestRooms.Anna, Ct));

    protected async Task<GatewayView> ViewAsync(Guid id) => (await Rooms.Get<GatewayLog>().FindAsync(id, Ct))!;

    protected OdooDesk Desk(string version = "19") => Sandbox.World.Odoo.Desk(version)!;

    /// <summary>What stands in the token's parameter; null where nothing does.</summary>
    protected string? Token(string version = "19") => Desk(version).Parameters.SingleOrDefault(parameter => parameter.Key == TokenKey)?.Value;

    protected async Task<IReadOnlyList<OdooProvider>> ProvidersAsync(Guid id) =>
        Assert.IsType<OdooResult<IReadOnlyList<OdooProvider>>.Answered>(await (await SessionAsync(id)).Providers.ReadAsync(Ct)).Value;

    protected async Task<OdooProvider> PutAsync(Guid id, OdooProvider provider) =>
        Assert.IsType<OdooResult<OdooProvider>.Answered>(await (await SessionAsync(id)).Providers.PutAsync(provider, Ct)).Value;

    protected Task<List<ApiKey>> KeysAsync() => Rooms.LookAsync(db => db.ApiKeys.AsNoTracking().OrderBy(key => key.CreatedAt).ToListAsync(Ct));

    private async Task<OdooSession> SessionAsync(Guid id) => Assert.IsType<ConnectionOpening.Open>(await Rooms.Get<Connections>().OpenAsync(id, Ct)).Session;
}
