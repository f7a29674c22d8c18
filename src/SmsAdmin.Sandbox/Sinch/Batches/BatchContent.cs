using SmsAdmin.Sandbox.Sinch.Text;

namespace SmsAdmin.Sandbox.Sinch.Batches;

/// <summary>What a batch says, as its request left it. Numbers are digits only; a group id is longer than any number.</summary>
internal sealed record BatchContent
{
    public const string TextType = "mt_text", BinaryType = "mt_binary", MediaType = "mt_media";

    public static readonly IReadOnlyDictionary<string, ParameterValues> NoParameters = new Dictionary<string, ParameterValues>();

    public string Type { get; init; } = TextType;
    public IReadOnlyList<string> To { get; init; } = [];
    public string? From { get; init; }
    public string? Body { get; init; }
    public MediaBody? Media { get; init; }
    public string? Udh { get; init; }
    public IReadOnlyDictionary<string, ParameterValues> Parameters { get; init; } = NoParameters;
    public string DeliveryReport { get; init; } = ReportMode.None;
    public DateTimeOffset? SendAt { get; init; }
    public DateTimeOffset? ExpireAt { get; init; }
    public string? CallbackUrl { get; init; }
    public string? ClientReference { get; init; }
    public bool FeedbackEnabled { get; init; }
    public bool FlashMessage { get; init; }
    public bool TruncateConcat { get; init; }
    public int? MaxParts { get; init; }
    public int? FromTon { get; init; }
    public int? FromNpi { get; init; }
    public bool StrictValidation { get; init; }

    public IEnumerable<string> GroupIds => To.Where(IsGroupId);

    public static bool IsGroupId(string entry) => entry.Length > 15;
}

/// <summary>The body of an <c>mt_media</c> batch.</summary>
internal sealed record MediaBody(string Url, string? Message, string? Subject);

internal static class ReportMode
{
    public const string None = "none", Summary = "summary", Full = "full",
        PerRecipient = "per_recipient", PerRecipientFinal = "per_recipient_final";

    public static readonly IReadOnlyCollection<string> All = [None, Summary, Full, PerRecipient, PerRecipientFinal];
}
