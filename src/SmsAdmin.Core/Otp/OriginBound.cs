namespace SmsAdmin.Core.Otp;

/// <summary>
/// Reads a text as browsers and phones do that fill codes in: its last line is <c>@host #code</c>. Source: WICG,
/// "Origin-bound one-time codes delivered via SMS", section Parsing.
/// </summary>
public static class OriginBound
{
    /// <summary>Host and code of a text; null where it is not in the format.</summary>
    public static (string Host, string Code)? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.ReplaceLineEndings("\n").Split('\n')[^1];
        var at = 0;
        if (Token(line, ref at, '@') is not { } host) return null;
        if (at >= line.Length || line[at] != ' ') return null;
        at++;
        return Token(line, ref at, '#') is { } code ? (host, code) : null;
    }

    private static string? Token(string line, ref int at, char marker)
    {
        if (at >= line.Length || line[at] != marker) return null;
        var start = ++at;
        while (at < line.Length && line[at] is not (' ' or '\t' or '\f' or '\r')) at++;
        return at == start ? null : line[start..at];
    }
}
