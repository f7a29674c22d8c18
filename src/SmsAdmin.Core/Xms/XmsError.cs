using System.Globalization;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Xms;

/// <summary>Why a Sinch client's request was not done, in Sinch's own shape. Source: XMS, section "Errors" of the contract.</summary>
/// <param name="HttpStatus">400 where the request is wrong in itself, 403 where it cannot be done.</param>
/// <param name="Code">One of Sinch's API error codes, or one of ours where Sinch has none.</param>
/// <param name="Text">To the reader.</param>
public sealed record XmsError(int HttpStatus, string Code, string Text)
{
    private const int BadRequest = 400, Forbidden = 403;

    public static XmsError AlreadyDispatched { get; } = new(
        Forbidden, "batch_already_dispatched", "The batch was cancelled, or at least one of its messages has left the queue, so it cannot be changed. Nothing was changed.");

    public static XmsError MissingCallbackUrl { get; } = new(
        Forbidden, "missing_callback_url", "A delivery report is asked for, and the batch has no callback_url. Add one, or leave delivery_report at none and ask for the reports.");

    /// <summary>Not JSON, or a field of another type.</summary>
    public static XmsError InvalidJson(string text) => new(BadRequest, "syntax_invalid_json", text);

    /// <summary>A value that is written wrongly.</summary>
    public static XmsError InvalidFormat(string text) => new(BadRequest, "syntax_invalid_parameter_format", text);

    /// <summary>Something is missing, too long, too many or out of its range.</summary>
    public static XmsError Constraint(string text) => new(BadRequest, "syntax_constraint_violation", text);

    public static XmsError UnknownGroup(string id) => new(Forbidden, "unknown_group", $"'{id}' is neither a number nor a group that exists. There are no groups here: name the numbers.");

    public static XmsError NotReady(string says) => new(Forbidden, "plan_not_ready", says);

    public static XmsError QuotaExceeded(QuotaFull full)
    {
        ArgumentNullException.ThrowIfNull(full);
        return new(Forbidden, "quota_exceeded", string.Create(
            CultureInfo.InvariantCulture,
            $"{full.Used:N0} of {full.Limit:N0} messages of this {full.Name} are used, and there is no room for this. Nothing was queued; there is room again from {full.ResetsAt:yyyy-MM-dd HH:mm} UTC."));
    }

    /// <summary>The first thing that is wrong with what a batch asks for: Sinch tells one.</summary>
    internal static XmsError Of(BatchOrder order, IReadOnlyList<FieldFault> faults, IReadOnlyList<RecipientFault> ofRecipients)
    {
        if (ofRecipients is [{ Fault: var first, Index: var at }, ..])
            return first.Field == "to" ? InvalidFormat(Said($"'{order.To[at]}' is not a valid MSISDN.", first)) : Of(order, first);
        return Of(order, faults[0]);
    }

    internal static XmsError OfNumber(string number, FieldFault fault) => InvalidFormat(Said($"'{number}' is not a valid MSISDN.", fault));

    private static XmsError Of(BatchOrder order, FieldFault fault)
    {
        var name = fault.Field switch
        {
            "text" => "body",
            "deadline" => "expire_at",
            "max_parts" => "max_number_of_message_parts",
            var same => same,
        };
        var isBadlyWritten = (fault.Field == "from" && order.From is not null)
            || (fault.Field == "udh" && order.Wire is { IsBinary: true, Udh: not null })
            || (fault.Field == "text" && order.Wire.IsBinary && !System.Buffers.Text.Base64.IsValid(order.Body ?? ""));
        var text = Said($"'{name}':", fault);
        return isBadlyWritten ? InvalidFormat(text) : Constraint(text);
    }

    private static string Said(string what, FieldFault fault) => fault.Mend is null ? $"{what} {fault.Says}" : $"{what} {fault.Says} {fault.Mend}.";
}
