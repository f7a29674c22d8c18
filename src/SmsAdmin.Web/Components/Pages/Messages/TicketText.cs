using System.Globalization;
using System.Text;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Messages;

/// <summary>A message in plain lines, fit for a ticket: its number masked whoever copies it, no text, no secret.</summary>
public static class TicketText
{
    public static string Of(MessageStory story)
    {
        ArgumentNullException.ThrowIfNull(story);
        var (message, plan, explanation) = story;
        var lines = new StringBuilder();
        lines.Append(CultureInfo.InvariantCulture, $"Message to {message.To.Masked}: {(message.OutcomeUnknown ? "outcome unknown" : message.State)}\n");
        lines.Append(CultureInfo.InvariantCulture, $"{explanation.Headline}\n\n");
        Line("Asked", $"{Figures.Exact(message.CreatedAt)}, by {OriginWords.Of(message.Origin, message.RequestedBy)}, lane {message.Lane}");
        Line("Final", message.FinalAt is { } final ? Figures.Exact(final) : null);
        foreach (var code in explanation.Codes) Line(code.Space.Title(), code.IsCause && explanation.Name is not null ? $"{code.Value} ({explanation.Name})" : code.Value);
        Line("Plan", plan is null ? null : plan.Region is null ? plan.Name : $"{plan.Name}, region {plan.Region}");
        Line("Country", message.To.CountryName);
        Line("Parts", $"{message.Parts}, {(message.IsUnicode ? "UCS-2" : "GSM-7")}");
        Line("Reference", message.Id.ToString());
        Line("Batch id", message.BatchId);
        // The whole number may stand in the sentences for who may see it; a ticket goes to everybody.
        return Core.Messaging.Masking.InText(lines.ToString(), message.To);

        void Line(string label, string? value)
        {
            if (!string.IsNullOrEmpty(value)) lines.Append(label).Append(": ").Append(value).Append('\n');
        }
    }
}
