using System.Text.RegularExpressions;

namespace SmsAdmin.Tests.House;

/// <summary>One file of the repository, as the house rules read it.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="Text">As it stands.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private readonly Lazy<string> _code = new(() => SourceComments.BlankOut(Path, Text));

    /// <summary>The text with its comments blanked, line for line and column for column.</summary>
    public string Code => _code.Value;

    public string Name => System.IO.Path.GetFileName(Path);

    public int LineCount => Text.TrimEnd('\n').Split('\n').Length;

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsRazor => Path.EndsWith(".razor", StringComparison.Ordinal);

    public bool IsProject => Path.EndsWith(".csproj", StringComparison.Ordinal) || Path.EndsWith(".props", StringComparison.Ordinal);

    /// <summary>C# or Razor that a person wrote: not what the migration tool did.</summary>
    public bool IsWritten => (IsCSharp || IsRazor) && !Path.Contains("/Migrations/", StringComparison.Ordinal);

    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>Every place in the code where the pattern stands.</summary>
    public IEnumerable<Offence> Find(Regex pattern, string why) =>
        pattern.Matches(Code).Select(match => new Offence(Path, LineAt(match.Index), $"{match.Value.Trim()}: {why}"));

    public int LineAt(int index) => Text.AsSpan(0, index).Count('\n') + 1;
}

/// <summary>A place that breaks a rule.</summary>
internal sealed record Offence(string Path, int Line, string What)
{
    public override string ToString() => $"{Path}:{Line}  {What}";
}
