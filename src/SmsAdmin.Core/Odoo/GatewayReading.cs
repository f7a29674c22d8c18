using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.OdooRpc;

namespace SmsAdmin.Core.Odoo;

/// <summary>Reads how the module <c>ipai_sms_gateway</c> of an Odoo is set.</summary>
public sealed class GatewayReading(Connections connections, Plans plans, OurAddress address, ConnectionKeys keys)
{
    /// <summary>The system parameter that holds our key there: our provider names it as its <c>auth_param_key</c>.</summary>
    internal const string TokenKey = "smsadmin.api_key";

    internal async Task<GatewayLook> ReadAsync(Guid connectionId, CancellationToken ct)
    {
        if (await connections.FindAsync(connectionId, ct) is not { } connection) return new GatewayLook.Not(OdooTrouble.Gone);
        if (address.ForMessages(connection.Url) is not { } messages) return new GatewayLook.Not(OdooTrouble.NoAddress);
        if (await plans.FindAsync(connection.PlanId, ct) is not { } plan) return new GatewayLook.Not(OdooTrouble.NoPlan);
        var opening = await connections.OpenAsync(connectionId, ct, explain: true);
        if (opening is not ConnectionOpening.Open open) return new GatewayLook.Not(((ConnectionOpening.Closed)opening).Trouble);

        var modules = await open.Session.Modules.ReadAsync([ModuleWords.Gateway], ct);
        if (modules is OdooResult<IReadOnlyList<OdooModule>>.Failed unlisted) return Failed(unlisted.Failure);
        var isInstalled = ((OdooResult<IReadOnlyList<OdooModule>>.Answered)modules).Value is [{ IsInstalled: true }];
        IReadOnlyList<OdooProvider> providers = [];
        if (isInstalled)
        {
            var read = await open.Session.Providers.ReadAsync(ct);
            if (read is OdooResult<IReadOnlyList<OdooProvider>>.Failed unread) return Failed(unread.Failure);
            providers = ((OdooResult<IReadOnlyList<OdooProvider>>.Answered)read).Value;
        }

        var parameters = await open.Session.Parameters.ReadAsync([TokenKey], ct);
        if (parameters is OdooResult<IReadOnlyList<OdooParameter>>.Failed failed) return Failed(failed.Failure);
        var token = ((OdooResult<IReadOnlyList<OdooParameter>>.Answered)parameters).Value is [{ Value: var value }] ? value : "";
        return new GatewayLook.Seen(connection, open, plan, messages, isInstalled, providers, token, token.Length == 0 ? null : await keys.WhichAsync(connectionId, token, ct));

        GatewayLook.Not Failed(OdooFailure failure) => new(open.Trouble(failure));
    }
}
