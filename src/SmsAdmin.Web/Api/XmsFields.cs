using System.Globalization;
using System.Text.Json;
using SmsAdmin.Core.Xms;

namespace SmsAdmin.Web.Api;

/// <summary>
/// Reads the fields of a Sinch client's request one by one, and keeps the first thing that is wrong: Sinch tells one. Fields
/// that nobody knows are let through, as Sinch does.
/// </summary>
internal sealed class XmsFields(JsonElement body)
{
    public XmsError? Error { get; private set; } = body.ValueKind == JsonValueKind.Object ? null : XmsError.InvalidJson("The body must be a JSON object.");

    public void Refuse(XmsError error) => Error ??= error;

    /// <summary>Present, be it null: an update clears a field so.</summary>
    public bool Names(string name) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out _);

    public void Require(string name)
    {
        if (Element(name) is null) Refuse(XmsError.Constraint($"'{name}' is required."));
    }

    /// <summary>A text; without control characters unless <paramref name="isFree"/>.</summary>
    public string? Text(string name, int longest = int.MaxValue, bool isFree = false)
    {
        if (Element(name, JsonValueKind.String) is not { } element) return null;
        var text = Read(element, name);
        if (text.Length > longest) Refuse(XmsError.Constraint($"'{name}' may have at most {longest} characters."));
        if (!isFree && text.Any(char.IsControl)) Refuse(XmsError.InvalidFormat($"'{name}' holds a control character."));
        return text;
    }

    public bool? Flag(string name)
    {
        if (Element(name) is not { } element) return null;
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False) return element.GetBoolean();
        Refuse(XmsError.InvalidJson($"'{name}' must be a JSON boolean."));
        return null;
    }

    /// <summary>A whole number; older clients send it as a string.</summary>
    public int? Number(string name, int least, int most)
    {
        if (Element(name) is not { } element) return null;
        var read = element.ValueKind switch
        {
            JsonValueKind.Number when element.TryGetInt32(out var number) => number,
            JsonValueKind.String when int.TryParse(Read(element, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => (int?)null,
        };
        if (read is null) Refuse(XmsError.InvalidJson($"'{name}' must be a whole number."));
        else if (read < least || read > most) Refuse(XmsError.Constraint($"'{name}' must be between {least} and {most}."));
        return read;
    }

    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text) return null;
        if (XmsInstant.Read(text) is { } at) return at;
        Refuse(XmsError.InvalidFormat($"'{text}' is not a valid ISO-8601 timestamp."));
        return null;
    }

    public IReadOnlyList<string>? Texts(string name, int least, int most)
    {
        if (Element(name, JsonValueKind.Array) is not { } array) return null;
        var count = array.GetArrayLength();
        if (count < least || count > most)
        {
            Refuse(XmsError.Constraint($"'{name}' must have between {least} and {most} elements."));
            return null;
        }

        var texts = new List<string>(count);
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.String) texts.Add(Read(element, name));
            else Refuse(XmsError.InvalidJson($"The elements of '{name}' must be JSON strings."));
        }

        return texts;
    }

    /// <summary>Objects of texts by name, each read by <paramref name="check"/>, which refuses names and values.</summary>
    public Dictionary<string, IReadOnlyDictionary<string, string>>? TextsByName(string name, Action<string> checkName, Action<string, string> check)
    {
        if (Element(name, JsonValueKind.Object) is not { } outer) return null;
        var found = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var one in outer.EnumerateObject())
        {
            var key = NameOf(one, name);
            checkName(key);
            if (one.Value.ValueKind != JsonValueKind.Object)
            {
                Refuse(XmsError.InvalidJson($"The elements of '{name}' must be JSON objects."));
                continue;
            }

            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var value in one.Value.EnumerateObject())
            {
                var inner = NameOf(value, name);
                if (value.Value.ValueKind != JsonValueKind.String) Refuse(XmsError.InvalidJson($"The values of '{name}' must be JSON strings."));
                else values[inner] = Read(value.Value, name);
                if (values.TryGetValue(inner, out var text)) check(inner, text);
            }

            found[key] = values;
        }

        return found;
    }

    private JsonElement? Element(string name, JsonValueKind kind)
    {
        if (Element(name) is not { } element) return null;
        if (element.ValueKind == kind) return element;
        Refuse(XmsError.InvalidJson($"'{name}' must be a JSON {kind.ToString().ToLowerInvariant()}."));
        return null;
    }

    private JsonElement? Element(string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    // Half of a character, written as an escape, is JSON and no text.
    private string Read(JsonElement element, string name)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            Refuse(XmsError.InvalidJson($"'{name}' holds half of a character."));
            return "";
        }
    }

    private string NameOf(JsonProperty property, string within)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            Refuse(XmsError.InvalidJson($"'{within}' holds half of a character."));
            return "";
        }
    }
}
