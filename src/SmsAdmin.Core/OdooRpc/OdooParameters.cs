using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>A system parameter, as Odoo has it. An empty value and none are the same to whoever reads it there.</summary>
public sealed record OdooParameter(string Key, string Value, string? ChangedBy, DateTimeOffset? ChangedAt)
{
    /// <summary>Its key alone: the value may be a secret.</summary>
    public override string ToString() => Key;
}

/// <summary>
/// System parameters, read by <c>search_read</c> and written by <c>write</c> and <c>create</c>: that is what every version has.
/// <c>set_param</c> answers with the old value, a secret included, and is gone from 19.1 on.
/// </summary>
public sealed class OdooParameters
{
    private const string Model = "ir.config_parameter";
    private readonly OdooSession _session;

    internal OdooParameters(OdooSession session) => _session = session;

    /// <summary>Those of the keys that Odoo has a row for.</summary>
    public async Task<OdooResult<IReadOnlyList<OdooParameter>>> ReadAsync(IReadOnlyCollection<string> keys, CancellationToken ct) =>
        (await RowsAsync(keys, ct)).Then(rows => new OdooResult<IReadOnlyList<OdooParameter>>.Answered([.. rows.Select(Of)]));

    /// <summary>Whether the user may write them. Odoo is asked; nothing is tried out.</summary>
    public async Task<OdooResult<bool>> MayWriteAsync(CancellationToken ct)
    {
        // 20 has the first alone, 17 the second alone.
        var call = _session.Server.Major >= 18
            ? new OdooCall(Model, "has_access", new() { ["operation"] = "write" }, [new JsonArray(), "write"], [])
            : new OdooCall(Model, "check_access_rights", [], ["write"], new() { ["raise_exception"] = false });
        return (await _session.ExecuteAsync(call, ct)).Then(answer => new OdooResult<bool>.Answered(answer.ValueKind == JsonValueKind.True));
    }

    /// <summary>
    /// Writes one and reads it back: a write that Odoo answers with <c>true</c> may have changed nothing, and one whose answer never
    /// came may have been done.
    /// </summary>
    /// <returns>The parameter as it was read after.</returns>
    public async Task<OdooResult<OdooParameter>> WriteAsync(string key, string value, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(value);
        var found = await RowsAsync([key], ct);
        if (found is not OdooResult<IReadOnlyList<OdooRow>>.Answered { Value: var rows }) return found.Then<OdooParameter>(_ => throw new System.Diagnostics.UnreachableException());
        var written = await _session.ExecuteAsync(
            rows is [var row, ..] ? OdooCall.Write(Model, row.Id, new() { ["value"] = value }) : OdooCall.Create(Model, new() { ["key"] = key, ["value"] = value }), ct);
        return await SettledAsync(key, written, read => read is [var now, ..] && now.Value == value ? new OdooResult<OdooParameter>.Answered(now) : null, ct);
    }

    /// <summary>Removes one, and looks whether it is gone. Removing what is not there is nothing.</summary>
    public async Task<OdooResult<bool>> RemoveAsync(string key, CancellationToken ct)
    {
        var found = await RowsAsync([key], ct);
        if (found is not OdooResult<IReadOnlyList<OdooRow>>.Answered { Value: var rows }) return found.Then<bool>(_ => throw new System.Diagnostics.UnreachableException());
        if (rows.Count == 0) return new OdooResult<bool>.Answered(false);
        var removed = await _session.ExecuteAsync(OdooCall.On(Model, "unlink", [.. rows.Select(row => row.Id)]), ct);
        return await SettledAsync(key, removed, read => read.Count == 0 ? new OdooResult<bool>.Answered(true) : null, ct);
    }

    // What Odoo refused for certain is not done; of all else, reading back decides.
    private async Task<OdooResult<T>> SettledAsync<T>(string key, OdooResult<JsonElement> said, Func<IReadOnlyList<OdooParameter>, OdooResult<T>?> asWished, CancellationToken ct)
    {
        var why = (said as OdooResult<JsonElement>.Failed)?.Failure.OfWrite();
        if (why is { IsOutcomeUnknown: false }) return new OdooResult<T>.Failed(why);
        return await ReadAsync([key], ct) switch
        {
            OdooResult<IReadOnlyList<OdooParameter>>.Answered { Value: var read } when asWished(read) is { } done => done,
            OdooResult<IReadOnlyList<OdooParameter>>.Failed unread => new OdooResult<T>.Failed(why ?? unread.Failure with { IsOutcomeUnknown = true }),
            _ => new OdooResult<T>.Failed(why ?? new OdooFailure(OdooFailureKind.NotWritten, key)),
        };
    }

    private async Task<OdooResult<IReadOnlyList<OdooRow>>> RowsAsync(IReadOnlyCollection<string> keys, CancellationToken ct) =>
        (await _session.ExecuteAsync(OdooCall.Search(Model, OdooCall.Where("key", [.. keys]), "key", "value", "write_uid", "write_date"), ct))
            .Then(rows => new OdooResult<IReadOnlyList<OdooRow>>.Answered([.. OdooRows.Of(rows)]));

    private static OdooParameter Of(OdooRow row) => new(row.Text("key") ?? "", row.Text("value") ?? "", row.NameOf("write_uid"), row.Instant("write_date"));
}
