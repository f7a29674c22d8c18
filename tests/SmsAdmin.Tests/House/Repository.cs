namespace SmsAdmin.Tests.House;

/// <summary>The files of the repository that these tests were built from.</summary>
internal static class Repository
{
    private const long LargestText = 1 << 20;

    private static readonly string[] Skipped =
        ["bin", "obj", ".git", ".vs", ".idea", "data", "publish", "artifacts", "TestResults", "node_modules"];

    private static readonly string[] TextEndings =
    [
        ".cs", ".razor", ".csproj", ".props", ".targets", ".sln", ".json", ".md", ".css", ".js", ".html", ".svg",
        ".yml", ".yaml", ".sh", ".txt", ".xml", ".editorconfig", ".gitignore", ".dockerignore", "",
    ];

    private static readonly string Root = FindRoot();

    private static readonly Lazy<IReadOnlyList<SourceFile>> Read = new(() => [.. ReadUnder(Root)]);

    public static IReadOnlyList<SourceFile> Files => Read.Value;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SmsAdmin.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests do not run below the folder of SmsAdmin.sln.");
    }

    private static IEnumerable<SourceFile> ReadUnder(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (!TextEndings.Contains(Path.GetExtension(file)) || new FileInfo(file).Length > LargestText) continue;
            yield return new SourceFile(Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file));
        }

        foreach (var below in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (Skipped.Contains(Path.GetFileName(below))) continue;
            foreach (var file in ReadUnder(below)) yield return file;
        }
    }
}
