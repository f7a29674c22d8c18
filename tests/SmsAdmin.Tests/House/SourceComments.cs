using System.Text.RegularExpressions;

namespace SmsAdmin.Tests.House;

/// <summary>Blanks comments, so that a rule judges what runs and not what is said about it.</summary>
internal static partial class SourceComments
{
    public static string BlankOut(string path, string text) => Path.GetExtension(path) switch
    {
        ".cs" => CSharp().Replace(text, match => match.Value[0] == '/' ? Blank(match) : match.Value),
        ".razor" => Razor().Replace(text, Blank),
        ".csproj" or ".props" => Markup().Replace(text, Blank),
        _ => text,
    };

    private static string Blank(Match match) => LineContent().Replace(match.Value, " ");

    // Literals are matched first and kept, so that "https://" opens no comment and "\"" no literal.
    [GeneratedRegex(
        """
        "{3,}(?s:.*?)"{3,}          # raw
        | [$]?@[$]?"(?:[^"]|"")*"   # verbatim
        | "(?:[^"\\\n]|\\.)*"       # plain
        | '(?:[^'\\\n]|\\.[^'\n]*)' # a character
        | //[^\n]*
        | /\*(?s:.*?)\*/
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex CSharp();

    [GeneratedRegex("""@\*(?s:.*?)\*@|<!--(?s:.*?)-->""")]
    private static partial Regex Razor();

    [GeneratedRegex("<!--(?s:.*?)-->")]
    private static partial Regex Markup();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex LineContent();
}
