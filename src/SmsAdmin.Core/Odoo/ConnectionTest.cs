using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Odoo;

/// <summary>Tests a connection for a person who waits, and reads again whether its texts are still led here.</summary>
public sealed class ConnectionTest(IDbContextFactory<AppDb> databases, OdooLook look, NativeSwitch native, GatewaySwitch gateway)
{
    /// <returns>What is wrong, or null.</returns>
    public async Task<OdooTrouble?> RunAsync(Guid id, CancellationToken ct)
    {
        if (await look.TestAsync(id, ct) is { } trouble) return trouble;
        await using var db = await databases.CreateDbContextAsync(ct);
        // What cannot be read stays as it was known, and its own card says how that is.
        if (await db.OdooRoutes.AnyAsync(r => r.ConnectionId == id && r.IsOn, ct)) await native.CheckAsync(id, ct);
        if (await db.OdooGateways.AnyAsync(g => g.ConnectionId == id && g.IsOn, ct)) await gateway.CheckAsync(id, ct);
        return null;
    }
}
