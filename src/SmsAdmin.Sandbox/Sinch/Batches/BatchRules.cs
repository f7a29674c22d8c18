using SmsAdmin.Sandbox.Sinch.Plans;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Batches;

/// <summary>What must hold between the fields of a batch, and between a batch and its plan.</summary>
internal static class BatchRules
{
    public static readonly TimeSpan LongestValidity = TimeSpan.FromDays(3);

    private const int MostBinaryBytes = 140;
    private const string MediaRegion = "us";

    /// <summary>Valid in itself: 400 otherwise.</summary>
    public static Rejection? Check(BatchContent content, PlanSettings plan, DateTimeOffset now)
    {
        if (content.From is null && plan.DefaultOriginators is null)
            return Rejection.Constraint("'from' is required.");
        var fault = content.Type switch
        {
            BatchContent.BinaryType => CheckBinary(content),
            BatchContent.MediaType => CheckMedia(content, plan),
            _ => content.Body is null ? Rejection.Constraint("'body' is required.") : null,
        };
        return fault ?? CheckTimes(content, now);
    }

    /// <summary>Allowed now: 403 otherwise. The plan's gate is held.</summary>
    public static Rejection? CheckAllowed(BatchContent content, Plan plan)
    {
        if (plan.Settings.Blocked)
            return Rejection.BlockedAccount;
        if (content.GroupIds.FirstOrDefault(id => plan.Groups.Find(id) is null) is { } unknown)
            return Rejection.UnknownGroup(unknown);
        if (content.DeliveryReport != ReportMode.None && (content.CallbackUrl ?? plan.Settings.CallbackUrl) is null)
            return Rejection.MissingCallbackUrl;
        return null;
    }

    private static Rejection? CheckBinary(BatchContent content)
    {
        if (content.Body is null)
            return Rejection.Constraint("'body' is required.");
        if (content.Udh is null)
            return Rejection.Constraint("'udh' is required.");
        if (content.Parameters.Count > 0)
            return Rejection.Constraint("'parameters' is not allowed with mt_binary.");
        var bytes = new byte[content.Body.Length];
        if (!Convert.TryFromBase64String(content.Body, bytes, out var length))
            return Rejection.InvalidFormat("'body' is not valid Base64.");
        if (content.Udh.Length % 2 != 0 || !content.Udh.All(char.IsAsciiHexDigit))
            return Rejection.InvalidFormat($"'{content.Udh}' is not valid hex.");
        return length + (content.Udh.Length / 2) > MostBinaryBytes
            ? Rejection.Constraint($"'body' and 'udh' may have at most {MostBinaryBytes} bytes together.")
            : null;
    }

    private static Rejection? CheckMedia(BatchContent content, PlanSettings plan)
    {
        if (content.Media is null)
            return Rejection.Constraint("'body' is required.");
        return plan.Region == MediaRegion ? null : Rejection.InvalidFormat("'mt_media' is available in the US region only.");
    }

    private static Rejection? CheckTimes(BatchContent content, DateTimeOffset now)
    {
        if (content.ExpireAt is not { } expireAt)
            return null;
        var sendAt = content.SendAt ?? now;
        if (expireAt <= sendAt)
            return Rejection.Constraint("'expire_at' must be after 'send_at'.");
        return expireAt > sendAt + LongestValidity
            ? Rejection.Constraint("'expire_at' may be at most 3 days after 'send_at'.")
            : null;
    }
}
