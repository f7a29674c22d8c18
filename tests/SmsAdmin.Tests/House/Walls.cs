using System.Text.RegularExpressions;

namespace SmsAdmin.Tests.House;

/// <summary>What may touch what: the floors, the doors and the world outside.</summary>
internal static partial class Walls
{
    private const string Core = "src/SmsAdmin.Core";
    private const string Sandbox = "src/SmsAdmin.Sandbox";
    private const string Web = "src/SmsAdmin.Web";

    private static readonly string[] Doors = ["Components", "Api", "Cli"];

    /// <summary>From the ground up. A file imports from lower floors only.</summary>
    private static readonly string[][] Floors =
    [
        ["Words"],
        ["Data"],
        ["Net", "Keys", "Jobs"],
        ["Sinch", "OdooRpc"],
        ["Audit"],
        ["Callbacks"],
        // Every room may raise one; who looks at the conditions lives higher up.
        ["Alerts"],
        ["Credentials", "Quotas", "Accounts", "Fraud", "Repeats"],
        ["Messaging"],
        ["Delivery", "Otp", "Odoo", "Retention", "Xms", "Backup"],
        ["Checklist"],
        ["Diagnosis"],
    ];

    public static IEnumerable<Offence> RoomsWithoutAFloor(IEnumerable<SourceFile> files) =>
        from file in files
        where file.IsIn(Core) && file.IsWritten && FloorOf(RoomOf(file)) < 0
        select new Offence(file.Path, 1, $"'{RoomOf(file)}' is on no floor: give it one in Walls.Floors, or move the file into a room");

    public static IEnumerable<Offence> ImportsThatRunUpward(IEnumerable<SourceFile> files) =>
        RoomImports(files, (from, to) => FloorOf(to) > FloorOf(from), "runs upward: the word is in the wrong room");

    public static IEnumerable<Offence> ImportsBetweenNeighbours(IEnumerable<SourceFile> files) =>
        RoomImports(files, (from, to) => FloorOf(to) == FloorOf(from), "rooms on one floor do not know each other");

    public static IEnumerable<Offence> FoldersThatAreNotTheNamespace(IEnumerable<SourceFile> files)
    {
        foreach (var file in files.Where(file => file.IsIn("src") && file.IsCSharp && file.IsWritten))
        {
            var expected = string.Join('.', file.Path.Split('/')[1..^1]);
            var declared = Namespace().Match(file.Code);
            if (declared.Success && declared.Groups[1].Value != expected)
                yield return new Offence(file.Path, file.LineAt(declared.Index), $"{declared.Groups[1].Value}: the folder says {expected}");
        }
    }

    public static IEnumerable<Offence> WebInTheCore(IEnumerable<SourceFile> files) =>
        files.Where(file => file.IsIn(Core)).SelectMany(file =>
            file.Find(WebWords(), "the core knows no Blazor, no MudBlazor and no HttpContext")
                .Concat(file.IsRazor ? [new Offence(file.Path, 1, "a page in the core")] : []));

    public static IEnumerable<Offence> OurOwnInTheSandbox(IEnumerable<SourceFile> files) =>
        files.Where(file => file.IsIn(Sandbox))
            .SelectMany(file => file.Find(CoreOrWeb(), "the sandbox knows the contracts only"));

    public static IEnumerable<Offence> HostInTheCore(IEnumerable<SourceFile> files) =>
        files.Where(file => file.IsIn(Core))
            .SelectMany(file => file.Find(WebOrSandbox(), "the core knows neither its host nor the sandbox"));

    public static IEnumerable<Offence> GroundAndWindowsInTheDoors(IEnumerable<SourceFile> files) =>
        InDoors(files).SelectMany(file => file.Find(GroundOrWindow(), "doors ask rooms, never the database, never a window"));

    public static IEnumerable<Offence> DoorsInDoors(IEnumerable<SourceFile> files) =>
        from file in InDoors(files)
        from other in Doors
        where !file.IsIn($"{Web}/{other}")
        from offence in file.Find(new Regex($@"\bSmsAdmin\.Web\.{other}\b"), "doors do not know each other")
        select offence;

    private static IEnumerable<SourceFile> InDoors(IEnumerable<SourceFile> files) =>
        files.Where(file => (file.IsCSharp || file.IsRazor) && Doors.Any(door => file.IsIn($"{Web}/{door}")));

    private static IEnumerable<Offence> RoomImports(IEnumerable<SourceFile> files, Func<string, string, bool> isWrong, string why) =>
        from file in files
        where file.IsIn(Core) && file.IsCSharp
        let room = RoomOf(file)
        from Match import in RoomName().Matches(file.Code)
        let other = import.Groups[1].Value
        where other != room && FloorOf(other) >= 0 && isWrong(room, other)
        select new Offence(file.Path, file.LineAt(import.Index), $"{room} uses {other}: {why}");

    private static string RoomOf(SourceFile file)
    {
        var inside = file.Path[(Core.Length + 1)..];
        var slash = inside.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? "" : inside[..slash];
    }

    private static int FloorOf(string room) => Array.FindIndex(Floors, floor => floor.Contains(room));

    [GeneratedRegex(@"\bSmsAdmin\.Core\.(\w+)")]
    private static partial Regex RoomName();

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\bMicrosoft\.AspNetCore\.Components\b|\bMudBlazor\b|\bI?HttpContext(?:Accessor)?\b")]
    private static partial Regex WebWords();

    [GeneratedRegex(@"\bSmsAdmin\.(?:Core|Web)\b")]
    private static partial Regex CoreOrWeb();

    [GeneratedRegex(@"\bSmsAdmin\.(?:Web|Sandbox)\b")]
    private static partial Regex WebOrSandbox();

    [GeneratedRegex(@"\bSmsAdmin\.Core\.(?:Data|Sinch|OdooRpc)\b|\bAppDb\b")]
    private static partial Regex GroundOrWindow();
}
