using System.Text.RegularExpressions;

namespace SmsAdmin.Tests.Deployment;

/// <summary>The Dockerfile, read line by line, as the engine would.</summary>
internal sealed class Dockerfile
{
    private readonly List<(string Name, string Arguments)> _instructions;

    private Dockerfile(List<(string Name, string Arguments)> instructions) => _instructions = instructions;

    public static Dockerfile Read()
    {
        var text = Regex.Replace(File.ReadAllText(Repository.Path("Dockerfile")), @"\\\r?\n\s*", " ");
        return new([.. text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 2))
            .Select(parts => (parts[0], parts[1].Trim()))]);
    }

    /// <summary>What is copied from the repository, source and target.</summary>
    public IEnumerable<(string Source, string Target)> Copies => All("COPY")
        .Where(rest => !rest.StartsWith("--from", StringComparison.Ordinal))
        .Select(rest => rest.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .SelectMany(words => words[..^1].Select(source => (source, words[^1])));

    public string PublishCommand => All("RUN").Single(rest => rest.StartsWith("dotnet publish", StringComparison.Ordinal));

    public string User => All("USER").Single();

    public IReadOnlyList<string> Entrypoint => Words(All("ENTRYPOINT").Single());

    public IReadOnlyList<string> HealthCommand => Words(All("HEALTHCHECK").Single().Split("CMD", 2)[1]);

    public string Volume => All("VOLUME").Single();

    private IEnumerable<string> All(string name) => _instructions.Where(i => i.Name == name).Select(i => i.Arguments);

    private static List<string> Words(string list) => [.. Regex.Matches(list, "\"([^\"]*)\"").Select(m => m.Groups[1].Value)];
}
