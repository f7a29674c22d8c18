using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Core.Xms;

namespace SmsAdmin.Web.Api;

/// <summary>What a Sinch client posts: a batch, or changes to one. Source: XMS send batch and update batch.</summary>
internal static class XmsRequest
{
    /// <summary>In one batch.</summary>
    public const int MostRecipients = 1000;

    private const int MostChanges = 100;
    private const int LongestReference = 2048, LongestUrl = 2048;
    private const int LongestKey = 16, LongestValue = 160;
    private const string Text = "mt_text", Binary = "mt_binary", Media = "mt_media";

    /// <summary>A batch to send, to try, or to put in another's place.</summary>
    public static BatchOrder ReadWhole(XmsFields fields)
    {
        fields.Require("to");
        fields.Require("body");
        var order = new BatchOrder
        {
            To = fields.Texts("to", 1, MostRecipients) ?? [],
            Wire = WireOptions.None with { IsBinary = IsBinary(fields) is true },
        };
        return Changes(fields)(order);
    }

    /// <summary>Changes to a batch: what is not named stays.</summary>
    public static BatchChange ReadChange(XmsFields fields) => new(
        Changes(fields), IsBinary(fields),
        fields.Texts("to_add", 1, MostChanges) ?? fields.Texts("toAdd", 1, MostChanges) ?? [],
        fields.Texts("to_remove", 1, MostChanges) ?? fields.Texts("toRemove", 1, MostChanges) ?? []);

    /// <summary>Whose messages were used; none for all.</summary>
    public static IReadOnlyList<string> ReadFeedback(XmsFields fields)
    {
        fields.Require("recipients");
        return fields.Texts("recipients", 0, MostRecipients) ?? [];
    }

    // Each field that is named, over what was there before.
    private static Func<BatchOrder, BatchOrder> Changes(XmsFields fields)
    {
        var changes = new List<Func<BatchOrder, BatchOrder>>();
        Field("from", name => fields.Text(name), (order, from) => order with { From = from });
        Field("body", name => fields.Text(name, isFree: true), (order, body) => order with { Body = body });
        Field("parameters", name => Parameters(fields, name), (order, parameters) => order with { Parameters = parameters is { Count: > 0 } ? parameters : null });
        Field("delivery_report", name => Reports(fields, name), (order, reports) => order with { Reports = reports });
        Field("send_at", fields.Instant, (order, at) => order with { SendAt = at });
        Field("expire_at", fields.Instant, (order, at) => order with { ExpireAt = at });
        Field("callback_url", name => Url(fields, name), (order, url) => order with { CallbackUrl = url });
        Field("client_reference", name => fields.Text(name, LongestReference), (order, reference) => order with { Reference = reference is "" ? null : reference });
        Wire("udh", name => fields.Text(name), (wire, udh) => wire with { Udh = udh });
        Wire("feedback_enabled", fields.Flag, (wire, flag) => wire with { FeedbackEnabled = flag });
        Wire("flash_message", fields.Flag, (wire, flag) => wire with { FlashMessage = flag });
        Wire("truncate_concat", fields.Flag, (wire, flag) => wire with { TruncateConcat = flag });
        Wire("max_number_of_message_parts", name => fields.Number(name, 1, int.MaxValue), (wire, parts) => wire with { MaxParts = parts });
        Wire("from_ton", name => fields.Number(name, 0, 6), (wire, ton) => wire with { FromTon = ton });
        Wire("from_npi", name => fields.Number(name, 0, 18), (wire, npi) => wire with { FromNpi = npi });
        return order => changes.Aggregate(order, (sofar, change) => change(sofar));

        void Field<T>(string name, Func<string, T> read, Func<BatchOrder, T, BatchOrder> over)
        {
            if (!fields.Names(name)) return;
            var value = read(name);
            changes.Add(order => over(order, value));
        }

        void Wire<T>(string name, Func<string, T> read, Func<WireOptions, T, WireOptions> over) =>
            Field(name, read, (order, value) => order with { Wire = over(order.Wire, value) });
    }

    private static bool? IsBinary(XmsFields fields)
    {
        switch (fields.Text("type"))
        {
            case null:
                return null;
            case Text:
                return false;
            case Binary:
                return true;
            case Media:
                fields.Refuse(XmsError.InvalidFormat("'mt_media' is not sent here: send mt_text or mt_binary."));
                return null;
            case var other:
                fields.Refuse(XmsError.InvalidFormat($"'{other}' is not a valid value of 'type'."));
                return null;
        }
    }

    private static ReportKind Reports(XmsFields fields, string name)
    {
        if (fields.Text(name) is not { } word) return ReportKind.None;
        if (ReportKinds.Read(word) is { } kind) return kind;
        fields.Refuse(XmsError.InvalidFormat($"'{word}' is not a valid value of '{name}'."));
        return ReportKind.None;
    }

    private static string? Url(XmsFields fields, string name)
    {
        if (fields.Text(name, LongestUrl) is not { } text) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) fields.Refuse(XmsError.InvalidFormat($"'{text}' is not a valid URL."));
        return text;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>>? Parameters(XmsFields fields, string name) => fields.TextsByName(
        name,
        key =>
        {
            if (key.Length is 0 or > LongestKey || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
                fields.Refuse(XmsError.InvalidFormat($"'{key}' is not a valid parameter key: use 1 to {LongestKey} of A to Z, a to z, 0 to 9, dot, hyphen and underscore."));
        },
        (number, value) =>
        {
            if (number != "default" && !number.Any(char.IsAsciiDigit)) fields.Refuse(XmsError.InvalidFormat($"'{number}' is not a valid MSISDN."));
            if (value.Length > LongestValue) fields.Refuse(XmsError.Constraint($"The values of '{name}' may have at most {LongestValue} characters."));
        });
}
