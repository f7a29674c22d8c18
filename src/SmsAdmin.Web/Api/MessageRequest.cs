using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>What a program posts to have one message sent.</summary>
internal sealed record MessageRequest(string To, string? From, string Body, Lane Lane, DateTimeOffset? Deadline, string? Reference, bool Defer)
{
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
    public static readonly string[] Names = ["to", "from", "body", "lane", "deadline", "reference", "defer"];

    public static MessageRequest Read(ref JsonFields fields)
    {
        string? to = null, from = null, body = null, reference = null;
        var lane = Lane.Normal;
        var defer = false;
        DateTimeOffset? deadline = null;
        while (fields.Next() is { } name)
        {
            switch (name)
            {
                case "to": to = fields.Text(); break;
                case "from": from = fields.TextOrFalse(); break;
                case "body": body = fields.Text(); break;
                case "lane": lane = fields.Choice(Lane.Normal, Lanes); break;
                case "deadline": deadline = fields.Instant(); break;
                case "reference": reference = fields.Text(); break;
                case "defer": defer = fields.YesOrNo(); break;
            }
        }

        fields.Require("to", to);
        fields.Require("body", body);
        if (ReferenceFault(reference) is { } says) fields.Fault("reference", says);
        return new MessageRequest(to ?? "", from, body ?? "", lane, deadline, reference, defer);
    }

    public NewMessage ToMessage(Guid planId, DateTimeOffset now) => new(
        planId, To, From, Body, Lane, Origin.Api, CallerReference: Reference, Deadline: Deadline ?? (Lane == Lane.Otp ? now + CodesLast : null), Defer: Defer);

    /// <summary>The rooms call the text by its own name.</summary>
    public static IEnumerable<FieldFault> InOurWords(IEnumerable<FieldFault> faults) =>
        faults.Select(fault => fault.Field == "text" ? fault with { Field = "body" } : fault);

    private static string? ReferenceFault(string? reference) => reference switch
    {
        { Length: > LongestReference } => $"Use at most {LongestReference:N0} characters.",
        not null when reference.Any(char.IsControl) => "Use letters, digits and signs, no line breaks.",
        _ => null,
    };
}
