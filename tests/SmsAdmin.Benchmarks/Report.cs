using System.Globalization;
using System.Text;

namespace SmsAdmin.Benchmarks;

/// <summary>Puts the figures of one run into a document, between its two marks.</summary>
internal static class Report
{
    private const string From = "<!-- figures -->";
    private const string To = "<!-- end of figures -->";

    public static async Task WriteAsync(string file, IReadOnlyList<Figure> figures, string[] args)
    {
        var text = await File.ReadAllTextAsync(file);
        var (from, to) = (text.IndexOf(From, StringComparison.Ordinal), text.IndexOf(To, StringComparison.Ordinal));
        if (from < 0 || to < from) throw new InvalidOperationException($"{file} lacks {From} and {To}.");
        var table = new StringBuilder().AppendLine(From).AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, .NET {Environment.Version}{(args.Contains("--quick") ? ", a quick run: not to be quoted" : "")}.").AppendLine()
            .AppendLine("| | what | measured | wanted |").AppendLine("| --- | --- | --- | --- |");
        foreach (var figure in figures) table.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Of} | {figure.What} | {figure.Measured} | {figure.Target} |");
        await File.WriteAllTextAsync(file, text[..from] + table.AppendLine() + text[to..]);
    }
}
