using System.Text.RegularExpressions;

namespace SmsAdmin.Tests.House;

/// <summary>How things are named, measured and written.</summary>
internal static partial class Customs
{
    private const int LongestProgram = 69;
    private const int LongestRazor = 140;
    private const int LongestCSharp = 300;

    /// <summary>Files that are one long table and nothing else. Add to it only such.</summary>
    private static readonly string[] TablesOfData = ["src/SmsAdmin.Core/Messaging/CharacterTable.cs"];

    public static IEnumerable<Offence> NamesThatSayNothing(IEnumerable<SourceFile> files) =>
        from file in Written(files)
        from offence in file.Find(EmptyTypeName(), "a name says what the thing is")
            .Concat(EmptyFileName().IsMatch(file.Name) ? [new Offence(file.Path, 1, "a name says what the file holds")] : [])
        select offence;

    public static IEnumerable<Offence> StylesInMarkup(IEnumerable<SourceFile> files) =>
        files.Where(file => file.IsRazor).SelectMany(file => file.Find(Style(), "styles live in .razor.css or the theme"));

    public static IEnumerable<Offence> CodeBehindFiles(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.EndsWith(".razor.cs", StringComparison.Ordinal)
        select new Offence(file.Path, 1, "a part is one file");

    public static IEnumerable<Offence> AsyncVoid(IEnumerable<SourceFile> files) =>
        Written(files).SelectMany(file => file.Find(AsyncVoidMethod(), "its failure would reach nobody"));

    public static IEnumerable<Offence> Sleeps(IEnumerable<SourceFile> files) =>
        from file in Written(files)
        from Match wait in Wait().Matches(file.Code)
        where wait.Value.StartsWith("Thread", StringComparison.Ordinal) || !Clock().IsMatch(ArgumentsAt(file.Code, wait.Index))
        select new Offence(file.Path, file.LineAt(wait.Index), $"{wait.Value.TrimEnd('(')}: waits go through a TimeProvider");

    public static IEnumerable<Offence> SystemClocks(IEnumerable<SourceFile> files) =>
        Written(files)
            .Where(file => !IsClock().IsMatch(file.Code))
            .SelectMany(file => file.Find(SystemClock(), "the time comes from a TimeProvider"));

    public static IEnumerable<Offence> LongFiles(IEnumerable<SourceFile> files) =>
        from file in Written(files)
        where !TablesOfData.Contains(file.Path)
        let most = file switch
        {
            { Name: "Program.cs" } => LongestProgram,
            { IsRazor: true } => LongestRazor,
            _ => LongestCSharp,
        }
        where file.LineCount > most
        select new Offence(file.Path, most + 1, $"{file.LineCount} lines where {most} are enough: there are two thoughts in it");

    public static IEnumerable<Offence> OpenClasses(IEnumerable<SourceFile> files)
    {
        // A partial type is closed when one of its parts says so.
        var types = from file in Written(files)
                    where file.IsCSharp
                    from Match type in Type().Matches(file.Code)
                    let closed = Closing().IsMatch(type.Groups["modifiers"].Value)
                    let name = type.Groups["name"].Value
                    let place = Path.GetDirectoryName(file.Path) + (type.Value.Contains("partial ", StringComparison.Ordinal) ? "" : file.Name + type.Index)
                    group (file, type, closed) by (place, name);
        return from parts in types
               where parts.Key.name != "Program" && !parts.Any(part => part.closed)
               let first = parts.First()
               select new Offence(
                   first.file.Path,
                   first.file.LineAt(first.type.Groups["name"].Index),
                   $"{parts.Key.name}: sealed, static or abstract, so that one knows");
    }

    public static IEnumerable<Offence> PathsOfOneMachine(IEnumerable<SourceFile> files) =>
        from file in files
        from Match path in MachinePath().Matches(file.Text)
        select new Offence(file.Path, file.LineAt(path.Index), $"{path.Value}: a path of one machine");

    /// <summary>What <c>dotnet format</c> calls IMPORTS, which no build tells.</summary>
    public static IEnumerable<Offence> ImportsOutOfOrder(IEnumerable<SourceFile> files) =>
        from file in files
        where file is { IsCSharp: true, IsWritten: true }
        let imports = Import().Matches(file.Code).ToList()
        from pair in imports.Zip(imports.Skip(1))
        where string.Compare(PlaceOf(pair.First), PlaceOf(pair.Second), StringComparison.OrdinalIgnoreCase) > 0
        select new Offence(file.Path, file.LineAt(pair.Second.Index), $"{pair.Second.Value}: imports stand in order, System's first");

    private static IEnumerable<SourceFile> Written(IEnumerable<SourceFile> files) =>
        files.Where(file => file.IsIn("src") && file.IsWritten);

    // Namespaces, then static ones, then aliases; a namespace before what is under it.
    private static string PlaceOf(Match import)
    {
        var (name, alias) = (import.Groups["name"].Value, import.Groups["alias"]);
        if (alias.Success) return $"3{alias.Value}";
        var isSystem = name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
        return $"{(import.Groups["static"].Success ? 2 : 1)}{(isSystem ? 0 : 1)}{name.Replace('.', '\u0001')}";
    }

    private static string ArgumentsAt(string code, int index)
    {
        var depth = 0;
        for (var at = code.IndexOf('(', index); at < code.Length; at++)
        {
            if (code[at] == '(') depth++;
            if (code[at] == ')' && --depth == 0) return code[index..at];
        }

        return code[index..];
    }

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+\w*(?:Helpers?|Utils?|Utility|Utilities|Common|Manager|Dto|DTO|Impl)\b")]
    private static partial Regex EmptyTypeName();

    [GeneratedRegex(@"(?:Helpers?|Utils?|Utility|Utilities|Common|Manager|Dto|DTO|Impl)\.")]
    private static partial Regex EmptyFileName();

    [GeneratedRegex(@"(?<![\w-])Style\s*=\s*[""'@]")]
    private static partial Regex Style();

    [GeneratedRegex(@"\basync\s+void\b")]
    private static partial Regex AsyncVoidMethod();

    [GeneratedRegex(@"\b(?:Task\.Delay|Thread\.Sleep)\s*\(")]
    private static partial Regex Wait();

    [GeneratedRegex(@",\s*(?:\w+\.)*_?(?:time|clock|timeProvider)\s*(?:,|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\bDateTime(?:Offset)?\.(?:Now|UtcNow|Today)\b")]
    private static partial Regex SystemClock();

    [GeneratedRegex(@"\bclass\s+\w+(?:\([^)]*\))?\s*:\s*TimeProvider\b")]
    private static partial Regex IsClock();

    [GeneratedRegex(
        @"^\s*(?:\[[^\]\n]*\]\s*)*(?<modifiers>(?:(?:public|internal|private|protected|file|sealed|static|abstract|partial|unsafe|new)\s+)*)(?:class|record(?:\s+class)?)\s+(?!struct\b)(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Type();

    [GeneratedRegex(@"\b(?:sealed|static|abstract)\b")]
    private static partial Regex Closing();

    [GeneratedRegex(@"^using (?<static>static )?(?:(?<alias>\w+) = )?(?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Import();

    // Written so that it does not match itself.
    [GeneratedRegex(@"(?<![\w.:/-])/wor[k]/|(?<![\w.:/-])/(?:home|Users)/[\w.-]+/|\b[A-Z]:\\+Users\b")]
    private static partial Regex MachinePath();
}
