using System.Globalization;
using System.Text.Json;

namespace SmsAdmin.Sandbox.Sinch.Wire;

/// <summary>Reads a request's fields one by one and keeps the first thing that is wrong with them.</summary>
internal sealed class JsonFields(JsonElement body)
{
    public Rejection? Fault { get; private set; } =
        body.ValueKind == JsonValueKind.Object ? null : Rejection.InvalidJson("The body must be a JSON object.");

    public void Refuse(Rejection rejection) => Fault ??= rejection;

    /// <summary>Present, be it null: on an update null clears the field.</summary>
    public bool Names(string name) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out _);

    public JsonElement? Element(string name, JsonValueKind kind)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind == kind)
            return value;
        Refuse(Rejection.InvalidJson($"'{name}' must be a JSON {kind.ToString().ToLowerInvariant()}."));
        return null;
    }

    public JsonFields? Object(string name) => Element(name, JsonValueKind.Object) is { } value ? new JsonFields(value) : null;

    public string? Text(string name, int longest = int.MaxValue)
    {
        if (Element(name, JsonValueKind.String)?.GetString() is not { } text)
            return null;
        if (text.Length > longest)
            Refuse(Rejection.Constraint($"'{name}' may have at most {longest} characters."));
        return text;
    }

    public string? OneOf(string name, IReadOnlyCollection<string> allowed)
    {
        var text = Text(name);
        if (text is not null && !allowed.Contains(text))
            Refuse(Rejection.InvalidFormat($"'{text}' is not a valid value of '{name}'."));
        return text;
    }

    public bool? Flag(string name)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Refuse(Rejection.InvalidJson($"'{name}' must be a JSON boolean."));
        return null;
    }

    /// <summary>A whole number; older clients send it as a string.</summary>
    public int? Number(string name, int least, int most)
    {
        if (!TryGet(name, out var value))
            return null;
        var read = value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt32(out var number) => number,
            JsonValueKind.String when int.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => (int?)null,
        };
        if (read is null)
            Refuse(Rejection.InvalidJson($"'{name}' must be a whole number."));
        else if (read < least || read > most)
            Refuse(Rejection.Constraint($"'{name}' must be between {least} and {most}."));
        return read;
    }

    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (Instants.TryRead(text, out var at))
            return at;
        Refuse(Rejection.InvalidFormat($"'{text}' is not a valid ISO-8601 timestamp."));
        return null;
    }

    public IReadOnlyList<string>? Texts(string name, int least, int most)
    {
        if (Element(name, JsonValueKind.Array) is not { } array)
            return null;
        var count = array.GetArrayLength();
        if (count < least || count > most)
            Refuse(Rejection.Constraint($"'{name}' must have between {least} and {most} elements."));
        var texts = new List<string>(count);
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
                texts.Add(item.GetString()!);
            else
                Refuse(Rejection.InvalidJson($"The elements of '{name}' must be JSON strings."));
        }
        return texts;
    }

    /// <summary>Numbers as distinct digits, in the order in which they came.</summary>
    public IReadOnlyList<string>? Numbers(string name, int least, int most)
    {
        if (Texts(name, least, most) is not { } texts)
            return null;
        var numbers = new List<string>(texts.Count);
        foreach (var text in texts)
        {
            if (Msisdn.TryRead(text, out var digits))
                numbers.Add(digits);
            else
                Refuse(Rejection.InvalidFormat($"'{text}' is not a valid MSISDN."));
        }
        return [.. numbers.Distinct()];
    }

    public void Require(string name)
    {
        if (!TryGet(name, out _))
            Refuse(Rejection.Constraint($"'{name}' is required."));
    }

    private bool TryGet(string name, out JsonElement value)
    {
        value = default;
        return body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
