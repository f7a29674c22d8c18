using System.Text.Json.Serialization;

namespace SmsAdmin.Core.Messaging;

/// <summary>
/// What a Sinch client may say of a message beside its text: all of it goes out as it came. What is null is left to Sinch.
/// Source: XMS send batch.
/// </summary>
public sealed record WireOptions
{
    /// <summary>Nothing beside the text.</summary>
    public static readonly WireOptions None = new();

    /// <summary>The text is Base64 of at most 140 bytes, <see cref="Udh"/> included.</summary>
    public bool IsBinary { get; init; }

    /// <summary>User data header in hex; for binary alone.</summary>
    public string? Udh { get; init; }

    /// <summary>Shown at once and not kept by the phone.</summary>
    public bool? FlashMessage { get; init; }

    /// <summary>Sinch may be told afterwards that the message was used.</summary>
    public bool? FeedbackEnabled { get; init; }

    /// <summary>Cut to one part rather than split.</summary>
    public bool? TruncateConcat { get; init; }

    /// <summary>With more parts, Sinch aborts it with delivery code 411.</summary>
    public int? MaxParts { get; init; }

    /// <summary>Type of number of the sender, 0 to 6.</summary>
    public int? FromTon { get; init; }

    /// <summary>Numbering plan of the sender, 0 to 18.</summary>
    public int? FromNpi { get; init; }
}

/// <summary>What goes out to one recipient: the text unexpanded, this recipient's parameters beside it, and how it is sent.</summary>
/// <param name="Text">With its <c>${key}</c>; Base64 where it is binary.</param>
/// <param name="Parameters">The value of each key for this recipient; null where the text has none.</param>
public sealed record MessageContent(string Text, IReadOnlyDictionary<string, string>? Parameters = null)
{
    public WireOptions Options { get; init; } = WireOptions.None;

    /// <summary>A text and nothing else.</summary>
    [JsonIgnore]
    public bool IsPlain => Parameters is null && Options == WireOptions.None;

    /// <summary>The text as the recipient reads it. A key without a value stands as it is: Sinch aborts such a message with 405.</summary>
    [JsonIgnore]
    public string Expanded => Parameters is null || Options.IsBinary ? Text : SmsText.Expand(Text, Parameters);

    /// <summary>Encoding and parts of what the recipient gets.</summary>
    public (int Characters, int Parts, bool IsUnicode) Measure()
    {
        if (Options.IsBinary) return (Text.Length, 1, false);
        var expanded = Expanded;
        var size = SmsText.Measure(expanded);
        return (expanded.Length, Options.TruncateConcat == true ? 1 : size.Parts, size.Encoding == Words.SmsEncoding.Ucs2);
    }

    /// <summary>Says what it is, never the text.</summary>
    public override string ToString() => $"{Text.Length} characters";
}
