using System.Globalization;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>What a program posts to have a text sent: to one number, or to up to 1,000 recipients at once.</summary>
/// <param name="IsSingle">It came as <c>to</c>, and is answered as one message.</param>
internal sealed record MessageRequest(
    IReadOnlyList<NewRecipient> Recipients, bool IsSingle, string? From, string Body, Lane Lane, DateTimeOffset? SendAt, DateTimeOffset? Deadline,
    string? Reference, bool Defer, bool Partial)
{
    /// <summary>Room for 1,000 recipients with parameters.</summary>
    public const int LargestBody = 1024 * 1024;

    private const int LongestReference = 2048;

    /// <summary>A code that nobody waits for any more is not sent.</summary>
    private static readonly TimeSpan CodesLast = TimeSpan.FromMinutes(15);

    private static readonly Dictionary<string, Lane> Lanes = new(StringComparer.Ordinal)
    {
        ["otp"] = Lane.Otp,
        ["normal"] = Lane.Normal,
        ["bulk"] = Lane.Bulk,
    };

    /// <summary>The fields that there are.</summary>
    public static readonly string[] Names = ["to", "recipients", "parameters", "from", "body", "lane", "send_at", "deadline", "reference", "defer", "partial"];

    private static readonly string[] RecipientNames = ["to", "parameters"];

    public static MessageRequest Read(ref JsonFields fields)
    {
        string? to = null, from = null, body = null, reference = null;
        List<NewRecipient>? recipients = null;
        Dictionary<string, string>? parameters = null;
        var lane = Lane.Normal;
        bool defer = false, partial = false, many = false;
        DateTimeOffset? deadline = null, sendAt = null;
        while (fields.Next() is { } name)
        {
            switch (name)
            {
                case "to": to = fields.Text(); break;
                case "recipients": (recipients, many) = (fields.Objects(RecipientNames, ReadRecipient), true); break;
                case "parameters": parameters = fields.Texts(); break;
                case "from": from = fields.TextOrFalse(); break;
                case "body": body = fields.Text(); break;
                case "lane": lane = fields.Choice(Lane.Normal, Lanes); break;
                case "send_at": sendAt = fields.Instant(); break;
                case "deadline": deadline = fields.Instant(); break;
                case "reference": reference = fields.Text(); break;
                case "defer": defer = fields.YesOrNo(); break;
                case "partial": partial = fields.YesOrNo(); break;
            }
        }

        if (!many) fields.Require("to", to);
        else if (to is not null) fields.Fault("to", "Give either to, for one message, or recipients, for many.");
        if (many && parameters is not null) fields.Fault("parameters", "With recipients, each has its own parameters.");
        fields.Require("body", body);
        if (ReferenceFault(reference) is { } says) fields.Fault("reference", says);
        var all = many ? recipients ?? [] : [new NewRecipient(to ?? "", parameters)];
        FindMissing(ref fields, all, body, many);
        return new MessageRequest(all, !many, from, body ?? "", lane, sendAt, deadline, reference, defer, partial);
    }

    public NewSubmission ToSubmission(ApiKeyHolder key, DateTimeOffset now) => new(key.PlanId, Recipients, From, Body, Lane, Origin.Api)
    {
        CallerReference = Reference,
        SendAt = SendAt,
        Deadline = Deadline ?? (Lane == Lane.Otp ? (SendAt > now ? SendAt : now) + CodesLast : null),
        Defer = Defer,
        Partial = Partial && !IsSingle,
        Callback = key.Reports,
        IsTest = key.IsTest,
    };

    /// <summary>The same text to the same number is the same, however the number is written; null for many.</summary>
    public string? SameAs => IsSingle ? $"{new string([.. Recipients[0].To.Where(char.IsAsciiDigit)])} {new MessageContent(Body, Recipients[0].Parameters).Expanded}" : null;

    /// <summary>The rooms call the text by its own name.</summary>
    public static IEnumerable<FieldFault> InOurWords(IEnumerable<FieldFault> faults) =>
        faults.Select(fault => fault.Field == "text" ? fault with { Field = "body" } : fault);

    /// <summary>The field of a recipient as this caller wrote it.</summary>
    public FieldFault Placed(RecipientFault of) =>
        IsSingle ? of.Fault : of.Fault with { Field = string.Create(CultureInfo.InvariantCulture, $"recipients[{of.Index}].{of.Fault.Field}") };

    private static NewRecipient ReadRecipient(ref JsonFields fields)
    {
        string? to = null;
        Dictionary<string, string>? parameters = null;
        while (fields.Next() is { } name)
        {
            if (name == "to") to = fields.Text();
            else parameters = fields.Texts();
        }

        fields.Require("to", to);
        return new NewRecipient(to ?? "", parameters);
    }

    // Sinch would take it, and abort these messages one by one. A text without any parameters may mean its signs as they stand.
    private static void FindMissing(ref JsonFields fields, List<NewRecipient> recipients, string? body, bool many)
    {
        if (body is null || !recipients.Exists(one => one.Parameters is not null)) return;
        var keys = SmsText.Placeholders(body);
        for (var i = 0; i < recipients.Count; i++)
        {
            var missing = keys.FirstOrDefault(key => recipients[i].Parameters?.ContainsKey(key) is not true);
            if (missing is not null) fields.Fault(many ? string.Create(CultureInfo.InvariantCulture, $"recipients[{i}].parameters") : "parameters", $"There is no value for {missing}.");
        }
    }

    private static string? ReferenceFault(string? reference) => reference switch
    {
        { Length: > LongestReference } => $"Use at most {LongestReference:N0} characters.",
        not null when reference.Any(char.IsControl) => "Use letters, digits and signs, no line breaks.",
        _ => null,
    };
}
