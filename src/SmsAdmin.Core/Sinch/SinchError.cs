using System.Text;
using System.Text.Json;

namespace SmsAdmin.Core.Sinch;

/// <summary>
/// What a refusal says, whatever its shape. Only 400 and 403 are documented to hold a code and a text; a gateway on the
/// way may answer anything.
/// </summary>
/// <param name="Shape">Which form the body had.</param>
/// <param name="Code">An API error code such as <c>syntax_invalid_json</c>; none in most shapes.</param>
/// <param name="Text">Words for a person, if the body has any.</param>
/// <param name="Raw">The body as it came, as far as it was read.</param>
public sealed record SinchError(ErrorShape Shape, string? Code, string? Text, string Raw)
{
    /// <summary>Never throws, whatever the bytes.</summary>
    public static SinchError Parse(ReadOnlySpan<byte> body)
    {
        var raw = Encoding.UTF8.GetString(body);
        var start = raw.AsSpan().TrimStart("\uFEFF \t\r\n");
        if (start.IsEmpty)
            return new SinchError(ErrorShape.Empty, null, null, raw);
        if (start[0] == '<')
            return new SinchError(ErrorShape.Markup, null, Title(raw), raw);

        try
        {
            using var json = JsonDocument.Parse(raw.AsMemory(raw.Length - start.Length));
            return FromJson(json.RootElement, raw);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Invalid JSON, or a string in it that is not Unicode.
            return new SinchError(ErrorShape.Unreadable, null, null, raw);
        }
    }

    public override string ToString() => $"{Shape} {Code}";

    private static SinchError FromJson(JsonElement root, string raw)
    {
        if (root.ValueKind is not JsonValueKind.Object)
            return new SinchError(ErrorShape.OtherJson, null, null, raw);

        if (Word(root, "code") is { } code)
            return new SinchError(ErrorShape.CodeAndText, code, Word(root, "text") ?? Word(root, "message"), raw);

        if (root.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object)
            return new SinchError(ErrorShape.Nested, Word(error, "status") ?? Word(error, "code"), Word(error, "message"), raw);

        if (Word(root, "error") is { } phrase)
            return new SinchError(ErrorShape.Framework, null, Word(root, "message") ?? phrase, raw);

        return Word(root, "title") is { } title
            ? new SinchError(ErrorShape.Problem, Word(root, "type"), Word(root, "detail") ?? title, raw)
            : new SinchError(ErrorShape.OtherJson, null, Word(root, "text") ?? Word(root, "message") ?? Word(root, "detail"), raw);
    }

    /// <summary>A string or a number, as text.</summary>
    private static string? Word(JsonElement element, string property) =>
        !element.TryGetProperty(property, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    private static string? Title(string markup)
    {
        const string Open = "<title>";
        var start = markup.IndexOf(Open, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return null;

        start += Open.Length;
        var end = markup.IndexOf('<', start);
        return end > start ? markup[start..end].Trim() : null;
    }
}

/// <summary>The forms of an error body that are known. Source: contract, section 3.</summary>
public enum ErrorShape
{
    /// <summary>No body.</summary>
    Empty,

    /// <summary>Sinch's own: <c>{"code","text"}</c>.</summary>
    CodeAndText,

    /// <summary><c>{"error":{"code","message","status"}}</c>.</summary>
    Nested,

    /// <summary>The web framework's: <c>{"timestamp","status","error","path"}</c>.</summary>
    Framework,

    /// <summary>RFC 7807: <c>{"type","title","detail"}</c>.</summary>
    Problem,

    /// <summary>HTML or XML, from something between us and Sinch.</summary>
    Markup,

    OtherJson,

    /// <summary>Plain text, broken JSON or no text at all.</summary>
    Unreadable,
}
