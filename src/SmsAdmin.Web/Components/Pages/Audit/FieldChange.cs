using System.Text.Json;
using SmsAdmin.Core.Audit;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Audit;

/// <summary>One field of an audit entry, in words. A side is null where there was nothing: added, or gone.</summary>
public sealed record FieldChange(string Field, string? Before, string? After)
{
    /// <summary>A secret: that it changed is all there is to tell.</summary>
    public bool IsSecret => AuditTrail.Changed == After || AuditTrail.Changed == Before;

    /// <summary>What differs between the two JSON objects of an entry; everything where there is only one.</summary>
    public static IReadOnlyList<FieldChange> Between(string? before, string? after)
    {
        var (old, next) = (Read(before), Read(after));
        return [.. old.Keys.Union(next.Keys)
            .Select(field => new FieldChange(AuditWords.Field(field), Side(old, field), Side(next, field)))
            .Where(change => change.IsSecret || change.Before != change.After)];
    }

    private static string? Side(Dictionary<string, JsonElement> side, string field) => side.TryGetValue(field, out var value) ? Said(value) : null;

    private static string Said(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "none",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Number when value.TryGetInt64(out var number) => Figures.Count(number),
        JsonValueKind.String when Guid.TryParse(value.GetString(), out var id) => Figures.ShortId(id.ToString()),
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => text is ['+', ..] ? NumberWords.Party(text) : text,
        JsonValueKind.String => "empty",
        _ => value.GetRawText(),
    };

    private static Dictionary<string, JsonElement> Read(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) ?? [];
}
