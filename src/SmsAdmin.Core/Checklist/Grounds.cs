using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>What a plan's proofs rest on now, by the name that people know it by.</summary>
/// <param name="drifted">The Odoo databases whose parameters are known to differ from ours.</param>
public sealed class Ground(IReadOnlyDictionary<string, string> facts, IReadOnlyList<string> drifted)
{
    internal const string Token = "API token";
    internal const string ServicePlan = "Service Plan ID";
    internal const string Region = "region";
    internal const string BaseUrl = "base URL";
    internal const string Sender = "sender";
    internal const string Limits = "limits";
    internal const string Address = "public address";
    internal const string Proof = "proof of callbacks";
    internal const string Ring = "place of the key ring";
    internal const string Odoo = "Odoo connection";
    internal const string Native = "native route";
    internal const string Gateway = "gateway module";

    private static readonly string[] AtSinch = [ServicePlan, Token, Region, BaseUrl];

    /// <summary>What a result rests on.</summary>
    public IReadOnlyDictionary<string, string> Of(ChecklistItem item, CheckState state) =>
        facts.Where(fact => IsOf(item, state, fact.Key)).ToDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal);

    /// <summary>The names under which something else stands now than when a result was found.</summary>
    public IReadOnlyList<string> ChangedSince(ItemResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.AskedAt is null) return [];
        var now = Of(result.Item, result.State);
        var changed = now.Keys.Union(result.RestsOn.Keys).Where(name => now.GetValueOrDefault(name) != result.RestsOn.GetValueOrDefault(name)).Order(StringComparer.Ordinal);
        // Nothing to rest on: it is what was asked, and whoever reads them again sees it first.
        return result is { Item: ChecklistItem.OdooParameters, State: CheckState.Pass } ? [.. changed, .. drifted.Select(name => $"parameters of {name}")] : [.. changed];
    }

    private static bool IsOf(ChecklistItem item, CheckState state, string name) => item switch
    {
        // Where there is no Odoo, no token makes a difference.
        ChecklistItem.OdooParameters when state == CheckState.NotApplicable => name.StartsWith(Odoo, StringComparison.Ordinal),
        ChecklistItem.Account or ChecklistItem.PlanAndRegion or ChecklistItem.Token => AtSinch.Contains(name),
        ChecklistItem.TestSms or ChecklistItem.OneTimeCode or ChecklistItem.Sender => AtSinch.Contains(name) || name == Sender,
        // Where no callback is asked for, none has anything to prove.
        ChecklistItem.Callbacks => AtSinch.Contains(name) || name == Address || (name == Proof && state != CheckState.NotApplicable),
        ChecklistItem.OdooParameters => AtSinch.Contains(name) || name == Sender || name.StartsWith(Odoo, StringComparison.Ordinal),
        ChecklistItem.OdooRoute => name.StartsWith(Odoo, StringComparison.Ordinal) || name.StartsWith(Native, StringComparison.Ordinal) || name.StartsWith(Gateway, StringComparison.Ordinal),
        ChecklistItem.Clock => name is Region or BaseUrl,
        ChecklistItem.Quota => name == Limits,
        ChecklistItem.TokenAge => name == Token,
        _ => name == Ring,
    };
}

/// <summary>Reads what proofs rest on. Nobody outside is asked.</summary>
public sealed class Grounds(Connections connections, NativeLog native, GatewayLog gateways, CallbackProofs proofs, OurAddress address, KeyRingPlace ring)
{
    public async Task<Ground> ReadAsync(PlanView plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Ground.ServicePlan] = Print(plan.ServicePlanId),
            [Ground.Token] = Print(plan.TokenLastFour, Instant(plan.TokenSetAt)),
            [Ground.Region] = Print(plan.Region),
            [Ground.BaseUrl] = Print(plan.BaseUrl),
            [Ground.Sender] = Print(plan.Sender),
            [Ground.Limits] = Print(plan.PerDay?.ToString(CultureInfo.InvariantCulture), plan.PerMonth?.ToString(CultureInfo.InvariantCulture), plan.TimeZone),
            [Ground.Address] = Print(address.Public?.AbsoluteUri),
            [Ground.Ring] = Print(ring.Ring, ring.Database),
        };
        if (await proofs.CipherAsync(plan.Id, ct) is { } cipher) facts[Ground.Proof] = Print(cipher);
        var odoos = await OfPlanAsync(connections, plan.Id, ct);
        foreach (var one in odoos)
        {
            facts[$"{Ground.Odoo} {one.Name}"] = Print(one.Id.ToString(), one.Url, one.Database, one.Login, Instant(one.CredentialSetAt));
            if (await native.FindAsync(one.Id, ct) is { } route) facts[$"{Ground.Native} of {one.Name}"] = Print(route.IsOn ? "on" : "off", Instant(route.SwitchedAt));
            // Where it was never pointed here there is nothing to compare.
            if (await gateways.FindAsync(one.Id, ct) is { SwitchedAt: { } switched } pointed) facts[$"{Ground.Gateway} of {one.Name}"] = Print(pointed.IsOn ? "on" : "off", Instant(switched));
        }

        return new Ground(facts, [.. odoos.Where(one => one.Differing > 0).Select(one => one.Name)]);
    }

    internal static async Task<IReadOnlyList<ConnectionView>> OfPlanAsync(Connections connections, Guid planId, CancellationToken ct) =>
        [.. (await connections.ListAsync(ct)).Where(one => one.PlanId == planId)];

    private static string? Instant(DateTimeOffset? at) => at?.UtcTicks.ToString(CultureInfo.InvariantCulture);

    // Only whether it is another one matters, so no value is kept.
    private static string Print(params string?[] values) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', values.Select(value => value ?? "\0")))))[..16];
}
