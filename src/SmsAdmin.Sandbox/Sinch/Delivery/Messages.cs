using SmsAdmin.Sandbox.Sinch.Batches;
using SmsAdmin.Sandbox.Sinch.Plans;
using SmsAdmin.Sandbox.Sinch.Text;

namespace SmsAdmin.Sandbox.Sinch.Delivery;

/// <summary>Makes the messages of a batch: one for each distinct number, groups taken apart. The plan's gate is held.</summary>
internal static class Messages
{
    public static IReadOnlyList<string> Recipients(BatchContent content, Plan plan)
    {
        if (!content.GroupIds.Any())
            return content.To;
        return [.. content.To.SelectMany(entry => BatchContent.IsGroupId(entry) ? plan.Groups.Expand(entry) : [entry]).Distinct()];
    }

    public static List<Message> Make(Batch batch, IReadOnlyList<string> recipients, DateTimeOffset at)
    {
        var messages = new List<Message>(recipients.Count);
        // Without placeholders all get the same text, which is counted once
        var text = TextFor(batch.Content, "");
        var personal = Placeholders.In(Template(batch.Content));
        foreach (var recipient in recipients)
        {
            if (personal)
                text = TextFor(batch.Content, recipient);
            messages.Add(new Message(batch, recipient, text.Text, text.Parts.Count, at)
            {
                LacksParameter = !text.Whole,
                AppliedOriginator = batch.Content.From is null ? OriginatorFor(batch.Plan.Settings, recipient) : null,
            });
        }
        return messages;
    }

    /// <summary>The text for one recipient, whether each placeholder found a value, and the SMS that it takes.</summary>
    public static (string Text, bool Whole, TextParts Parts) TextFor(BatchContent content, string recipient)
    {
        var text = Template(content);
        if (content.Type == BatchContent.BinaryType)
            return (text, true, new TextParts(false, 1));
        var whole = !Placeholders.In(text) || Placeholders.TryFill(text, content.Parameters, recipient, out text);
        if (content.TruncateConcat)
            text = TextParts.Truncated(text);
        return (text, whole, content.Type == BatchContent.MediaType ? new TextParts(false, 1) : TextParts.Of(text));
    }

    private static string Template(BatchContent content) => content.Media?.Message ?? content.Body ?? content.Media?.Url ?? "";

    private static string? OriginatorFor(PlanSettings plan, string recipient) => plan.DefaultOriginators?
        .Where(pool => recipient.StartsWith(pool.Key, StringComparison.Ordinal))
        .OrderByDescending(pool => pool.Key.Length)
        .Select(pool => pool.Value)
        .FirstOrDefault();
}
