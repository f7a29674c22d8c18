using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>A provider of the module <c>ipai_sms_gateway</c>.</summary>
/// <param name="Id">0 for one that Odoo does not have yet.</param>
/// <param name="Sequence">Of those that are active the lowest sends.</param>
/// <param name="Type">twilio, infobip, nexmo or custom.</param>
/// <param name="BaseUrl">Of a custom one: where it posts, exactly.</param>
/// <param name="TokenKey">The system parameter that holds its token.</param>
/// <param name="Sender">Empty where it has none.</param>
public sealed record OdooProvider(long Id, string Name, long Sequence, bool IsActive, string Type, string BaseUrl, string TokenKey, string Sender)
{
    public const string Custom = "custom";
}

/// <summary>The providers of the module <c>ipai_sms_gateway</c>. Where it is not installed Odoo knows no such model. Its own <c>test_connection</c> asks nobody, so it is not called.</summary>
public sealed class OdooProviders
{
    private const string Model = "ipai.sms.provider";
    private readonly OdooSession _session;

    internal OdooProviders(OdooSession session) => _session = session;

    /// <summary>All of them, the archived ones too.</summary>
    public async Task<OdooResult<IReadOnlyList<OdooProvider>>> ReadAsync(CancellationToken ct) =>
        (await _session.ExecuteAsync(
            // Odoo hides what is archived from whoever does not ask for it.
            OdooCall.Search(Model, [new JsonArray("active", "in", new JsonArray(true, false))], "name", "sequence", "active", "provider_type", "base_url", "auth_param_key", "sender_id"), ct))
        .Then(rows => new OdooResult<IReadOnlyList<OdooProvider>>.Answered([.. OdooRows.Of(rows).Select(Of)]));

    /// <summary>Writes one, or creates it, and reads it back.</summary>
    /// <returns>The provider as it was read after.</returns>
    public async Task<OdooResult<OdooProvider>> PutAsync(OdooProvider wanted, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var values = Values(wanted);
        var written = await _session.ExecuteAsync(wanted.Id == 0 ? OdooCall.Create(Model, values) : OdooCall.Write(Model, wanted.Id, values), ct);
        if (written is OdooResult<JsonElement>.Failed refused) return new OdooResult<OdooProvider>.Failed(refused.Failure.OfWrite());
        var id = wanted.Id == 0 ? Created(((OdooResult<JsonElement>.Answered)written).Value) : wanted.Id;
        return await ReadAsync(ct) switch
        {
            OdooResult<IReadOnlyList<OdooProvider>>.Answered { Value: var all } when all.FirstOrDefault(one => one.Id == id) is { } now && now == wanted with { Id = id } =>
                new OdooResult<OdooProvider>.Answered(now),
            OdooResult<IReadOnlyList<OdooProvider>>.Failed unread => new OdooResult<OdooProvider>.Failed(unread.Failure with { IsOutcomeUnknown = true }),
            _ => new OdooResult<OdooProvider>.Failed(new OdooFailure(OdooFailureKind.NotWritten, Model)),
        };
    }

    // An id, or over JSON-2 a list of them.
    private static long Created(JsonElement answer) => answer switch
    {
        { ValueKind: JsonValueKind.Number } => answer.GetInt64(),
        { ValueKind: JsonValueKind.Array } when answer.GetArrayLength() == 1 => Created(answer[0]),
        _ => 0,
    };

    private static JsonObject Values(OdooProvider provider) => new()
    {
        ["name"] = provider.Name,
        ["sequence"] = provider.Sequence,
        ["active"] = provider.IsActive,
        ["provider_type"] = provider.Type,
        ["base_url"] = provider.BaseUrl,
        ["auth_param_key"] = provider.TokenKey,
        ["sender_id"] = provider.Sender.Length == 0 ? false : provider.Sender,
    };

    private static OdooProvider Of(OdooRow row) => new(
        row.Id, row.Text("name") ?? "", row.Number("sequence") ?? 0, row.IsTrue("active"), row.Text("provider_type") ?? "", row.Text("base_url") ?? "",
        row.Text("auth_param_key") ?? "", row.Text("sender_id") ?? "");
}
