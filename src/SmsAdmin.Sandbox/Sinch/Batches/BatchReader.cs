using System.Text.Json;
using SmsAdmin.Sandbox.Sinch.Text;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Batches;

/// <summary>Reads a send, a replacement or an update: each field that the request names over what was there before.</summary>
internal static class BatchReader
{
    private const int MostRecipients = 1000, MostChanges = 100;
    private const int LongestText = 2000, LongestReference = 2048, LongestUrl = 2048;
    private const int LongestKey = 16, LongestValue = 160;

    private static readonly string[] Types = [BatchContent.TextType, BatchContent.BinaryType, BatchContent.MediaType];

    public static BatchContent ReadWhole(JsonFields fields)
    {
        fields.Require("to");
        fields.Require("body");
        var content = new BatchContent
        {
            Type = fields.OneOf("type", Types) ?? BatchContent.TextType,
            To = Entries(fields, "to", 1, MostRecipients) ?? [],
        };
        return ReadOver(fields, content);
    }

    public static BatchContent ReadUpdate(JsonFields fields, BatchContent before)
    {
        if (fields.OneOf("type", Types) is { } type && type != before.Type)
            fields.Refuse(Rejection.InvalidFormat("The type of a batch cannot be changed."));
        var added = Entries(fields, "to_add", 1, MostChanges) ?? Entries(fields, "toAdd", 1, MostChanges) ?? [];
        var removed = Entries(fields, "to_remove", 1, MostChanges) ?? Entries(fields, "toRemove", 1, MostChanges) ?? [];
        string[] to = [.. before.To.Union(added).Except(removed)];
        if (to.Length is < 1 or > MostRecipients)
            fields.Refuse(Rejection.Constraint($"'to' must have between 1 and {MostRecipients} elements."));
        return ReadOver(fields, before with { To = to });
    }

    private static BatchContent ReadOver(JsonFields fields, BatchContent before)
    {
        T? Field<T>(string name, Func<string, T?> read, T? otherwise) => fields.Names(name) ? read(name) : otherwise;

        var media = before.Type == BatchContent.MediaType;
        return before with
        {
            From = Field("from", name => Sender(fields, name), before.From),
            Body = media ? null : Field("body", name => fields.Text(name, before.Type == BatchContent.TextType ? LongestText : int.MaxValue), before.Body),
            Media = media ? Field("body", name => Media(fields, name), before.Media) : null,
            Udh = Field("udh", name => fields.Text(name), before.Udh),
            Parameters = Field("parameters", name => Parameters(fields, name), before.Parameters) ?? BatchContent.NoParameters,
            DeliveryReport = Field("delivery_report", name => fields.OneOf(name, ReportMode.All), before.DeliveryReport) ?? ReportMode.None,
            SendAt = Field("send_at", fields.Instant, before.SendAt),
            ExpireAt = Field("expire_at", fields.Instant, before.ExpireAt),
            CallbackUrl = Field("callback_url", name => Url(fields, name), before.CallbackUrl),
            ClientReference = Field("client_reference", name => fields.Text(name, LongestReference), before.ClientReference),
            FeedbackEnabled = Field("feedback_enabled", fields.Flag, before.FeedbackEnabled) ?? false,
            FlashMessage = Field("flash_message", fields.Flag, before.FlashMessage) ?? false,
            TruncateConcat = Field("truncate_concat", fields.Flag, before.TruncateConcat) ?? false,
            MaxParts = Field("max_number_of_message_parts", name => fields.Number(name, 1, int.MaxValue), before.MaxParts),
            FromTon = Field("from_ton", name => fields.Number(name, 0, 6), before.FromTon),
            FromNpi = Field("from_npi", name => fields.Number(name, 0, 18), before.FromNpi),
            StrictValidation = Field("strict_validation", fields.Flag, before.StrictValidation) ?? false,
        };
    }

    /// <summary>Numbers as digits and group ids as they are, distinct.</summary>
    private static string[]? Entries(JsonFields fields, string name, int least, int most)
    {
        if (fields.Texts(name, least, most) is not { } texts)
            return null;
        var entries = new List<string>(texts.Count);
        foreach (var text in texts)
        {
            if (Msisdn.TryRead(text, out var digits))
                entries.Add(digits);
            else if (Msisdn.LooksLikeId(text))
                entries.Add(text);
            else
                fields.Refuse(Rejection.InvalidFormat($"'{text}' is not a valid identifier"));
        }
        return entries.Count == 1 ? [entries[0]] : [.. entries.Distinct()];
    }

    private static string? Sender(JsonFields fields, string name)
    {
        if (fields.Text(name) is not { } text)
            return null;
        if (Msisdn.TryReadSender(text, out var sender))
            return sender;
        fields.Refuse(Rejection.InvalidFormat($"'{text}' is not a valid originator."));
        return null;
    }

    private static string? Url(JsonFields fields, string name)
    {
        if (fields.Text(name, LongestUrl) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return text;
        fields.Refuse(Rejection.InvalidFormat($"'{text}' is not a valid URL."));
        return null;
    }

    private static MediaBody? Media(JsonFields fields, string name)
    {
        if (fields.Object(name) is not { } media)
            return null;
        media.Require("url");
        var body = new MediaBody(Url(media, "url") ?? "", media.Text("message"), media.Text("subject"));
        if (media.Fault is { } fault)
            fields.Refuse(fault);
        return body;
    }

    private static Dictionary<string, ParameterValues>? Parameters(JsonFields fields, string name)
    {
        if (fields.Element(name, JsonValueKind.Object) is not { } parameters)
            return null;
        var read = new Dictionary<string, ParameterValues>(StringComparer.Ordinal);
        foreach (var parameter in parameters.EnumerateObject())
        {
            if (parameter.Name.Length is 0 or > LongestKey || parameter.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')))
                fields.Refuse(Rejection.InvalidFormat($"'{parameter.Name}' is not a valid parameter key."));
            if (parameter.Value.ValueKind != JsonValueKind.Object)
            {
                fields.Refuse(Rejection.InvalidJson($"The parameter '{parameter.Name}' must be a JSON object."));
                continue;
            }
            read[parameter.Name] = new ParameterValues([.. Values(fields, parameter)]);
        }
        return read;
    }

    private static IEnumerable<KeyValuePair<string, string>> Values(JsonFields fields, JsonProperty parameter)
    {
        foreach (var value in parameter.Value.EnumerateObject())
        {
            if (value.Name != "default" && !Msisdn.TryRead(value.Name, out _))
                fields.Refuse(Rejection.InvalidFormat($"'{value.Name}' is not a valid MSISDN."));
            if (value.Value.ValueKind != JsonValueKind.String)
            {
                fields.Refuse(Rejection.InvalidJson($"The values of '{parameter.Name}' must be JSON strings."));
                continue;
            }
            var text = value.Value.GetString()!;
            if (text.Length > LongestValue)
                fields.Refuse(Rejection.Constraint($"The values of '{parameter.Name}' may have at most {LongestValue} characters."));
            yield return new KeyValuePair<string, string>(value.Name, text);
        }
    }
}
