using System.Globalization;
using System.Text;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>
/// A letter to Sinch's support with all that it needs to find the case. Holds no token, no text and no recipient: Sinch
/// finds those by batch and reference.
/// </summary>
internal static class SinchRequest
{
    public static string Write(string ask, ExplainFacts facts, IReadOnlyList<ExplainedCode> codes, string? name)
    {
        var letter = new StringBuilder();
        if (facts.Plan.IsSandbox) letter.Append("This is from a sandbox: Sinch does not know this plan.\n\n");
        letter.Append(ask).Append("\n\n");
        Line("Service plan ID", facts.Plan.ServicePlanId);
        Line("Region", facts.Plan.Region ?? facts.Plan.Host);
        Line("Sender", facts.From ?? facts.Plan.Sender ?? "chosen by Sinch");
        Line("Country of the recipient", CountryPhrase.Of(facts.To));
        Line("Batch ID", facts.BatchId);
        Line("Client reference", facts.MessageId == Guid.Empty ? null : facts.MessageId.ToString("D", CultureInfo.InvariantCulture));
        Line("Accepted", Instant(facts.AcceptedAt));
        Line(facts.State.IsFinal() ? "Ended" : "Now", Ended(facts));
        foreach (var code in codes) Line(code.Space.Title(), code.IsCause && name is not null ? $"{code.Value} ({name})" : code.Value);
        if (facts.Account is { SameCode: > 1 and var same, ToThatCountry: { } all })
            Line("Of the last 24 hours", $"{Phrases.Grouped(same)} of {Phrases.Count(all, "message")} to this country ended so");
        return letter.ToString().TrimEnd('\n');

        void Line(string label, string? value)
        {
            if (!string.IsNullOrEmpty(value)) letter.Append(label).Append(": ").Append(value).Append('\n');
        }
    }

    private static string Ended(ExplainFacts facts) => Instant(facts.FinalAt) is { } at ? $"{facts.State}, {at}" : facts.State.ToString();

    private static string? Instant(DateTimeOffset? at) =>
        at?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);
}
