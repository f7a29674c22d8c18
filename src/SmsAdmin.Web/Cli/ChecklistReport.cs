using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml.Linq;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Cli;

/// <summary>A run as text, JSON and JUnit: the same words as on the page, and nothing secret, because results hold nothing secret.</summary>
internal static class ChecklistReport
{
    private static readonly JsonSerializerOptions Shape = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(ChecklistView view, string plan)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Checklist of {plan}, run {view.Run.Number}: {view.Verdict}");
        foreach (var item in view.Items)
        {
            var result = item.Result;
            text.AppendLine(CultureInfo.InvariantCulture, $"{(item.IsStale ? "Stale" : result.State.Word()),-14}  {(int)result.Item,2}. {result.Item.Title()}: {result.Says}");
            if (item.StaleWhy is { } stale) text.AppendLine(CultureInfo.InvariantCulture, $"                    {stale}");
            if (result.Cause is null) continue;
            text.AppendLine(CultureInfo.InvariantCulture, $"                    Cause: {result.Cause}");
            text.AppendLine(CultureInfo.InvariantCulture, $"                    What to do: {result.Mend?.Says}");
        }

        return text.ToString().TrimEnd();
    }

    public static string Json(ChecklistView view, string plan) => JsonSerializer.Serialize(
        new
        {
            Plan = plan,
            Run = view.Run.Number,
            view.Run.StartedAt,
            view.Run.FinishedAt,
            By = view.Run.ByName,
            view.Verdict,
            view.IsProven,
            Items = view.Items.Select(item => new
            {
                Number = (int)item.Result.Item,
                Item = item.Result.Item.Title(),
                State = JsonNamingPolicy.SnakeCaseLower.ConvertName(item.Result.State.ToString()),
                item.Result.Says,
                BecauseOf = (int?)item.Result.BecauseOf,
                item.Result.Cause,
                WhatToDo = item.Result.Mend?.Says,
                StaleBy = item.StaleBy,
                StaleWhy = item.StaleWhy,
                item.Result.AskedAt,
                TookMs = Math.Round(item.Result.Took.TotalMilliseconds),
                item.Result.OfRun,
                Evidence = item.Result.Evidence.Select(line => new { line.Label, Text = Told(line), line.At }),
            }),
        },
        Shape);

    public static string JUnit(ChecklistView view, string plan)
    {
        var cases = view.Items.Select(item => new XElement(
            "testcase", new XAttribute("classname", $"Checklist.{plan}"), new XAttribute("name", $"{(int)item.Result.Item}. {item.Result.Item.Title()}"), new XAttribute("time", Seconds(item.Result.Took)),
            Outcome(item),
            new XElement("system-out", string.Join('\n', item.Result.Evidence.Select(line => $"{line.Label}: {Told(line)}").Prepend(item.Result.Says)))));
        var suite = new XElement(
            "testsuite", new XAttribute("name", $"Checklist of {plan}"), new XAttribute("tests", view.Items.Count), new XAttribute("failures", view.Count(CheckState.Fail)),
            new XAttribute("skipped", view.Items.Count(IsSkipped)), new XAttribute("time", Seconds(view.Run.Took ?? TimeSpan.Zero)),
            new XAttribute("timestamp", view.Run.StartedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)), cases);
        return new XDeclaration("1.0", "utf-8", null) + Environment.NewLine + new XElement("testsuites", suite);
    }

    private static XElement? Outcome(StandingItem item) =>
        item.Result is { State: CheckState.Fail } failed ? new XElement("failure", new XAttribute("message", failed.Says), $"{failed.Cause} {failed.Mend?.Says}".Trim())
        : IsSkipped(item) ? new XElement("skipped", new XAttribute("message", item.StaleWhy ?? item.Result.Says))
        : null;

    // What was proven once proves nothing of what is there now.
    private static bool IsSkipped(StandingItem item) => item.Result.State != CheckState.Fail && (item.IsStale || item.Result.State != CheckState.Pass);

    private static string Told(EvidenceLine line) => (line is { Space: { } space, Code: { } code } ? $"{space.Title()} {code} {line.Text}" : line.Text).Trim();

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
