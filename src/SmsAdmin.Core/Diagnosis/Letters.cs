using System.Globalization;
using System.Text;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Delivery.Explanations;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>What is asked of Sinch's support, with the ids by which it finds the case. No token, no text; the recipient as the reader may see it.</summary>
internal static class Letters
{
    /// <summary>About one message, with the question that its explanation asks.</summary>
    public static string? Of(MessageCase of) => of.Told.RequestToSinch is { } request ? Whole(of, request) : null;

    /// <summary>About one message, with a question of the diagnosis.</summary>
    public static string Of(MessageCase of, string ask) => Whole(of, SinchRequest.Write(ask, of.Facts, of.Told.Codes, of.Told.Name));

    /// <summary>About a plan.</summary>
    /// <param name="evidence">Of the questions that were put to Sinch just now.</param>
    public static string Of(PlanCase of, string ask, IEnumerable<EvidenceLine> evidence)
    {
        var letter = new StringBuilder();
        if (of.Plan.IsSandbox) letter.Append("This is from a sandbox: Sinch does not know this plan.\n\n");
        letter.Append(ask).Append("\n\n");
        Line("Service plan ID", of.Plan.ServicePlanId);
        Line("Region", of.Plan.Region ?? of.Plan.Host);
        Line("Sender", of.Plan.Sender ?? "chosen by Sinch");
        foreach (var line in evidence)
            Line(line.Label, string.Join(", ", new[] { line is { Space: { } space, Code: { } code } ? $"{space.Title()} {code}" : null, line.Text.Length > 0 ? line.Text : null, line.At is { } at ? Instant(at) : null }.OfType<string>()));
        return letter.ToString().TrimEnd('\n');

        void Line(string label, string? value)
        {
            if (!string.IsNullOrEmpty(value)) letter.Append(label).Append(": ").Append(value).Append('\n');
        }
    }

    private static string Whole(MessageCase of, string letter) =>
        $"{letter}\nRecipient: {of.To}\nAsked for: {Instant(of.Message.CreatedAt)}";

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);
}
