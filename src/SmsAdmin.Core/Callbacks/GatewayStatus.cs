using System.Globalization;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Callbacks;

/// <summary>
/// What Odoo's module <c>ipai_sms_gateway</c> hears of a message at <c>/ipai/sms/webhook/twilio</c>: a form in Twilio's words. It
/// writes whatever comes and says OK to an id that it does not know.
/// </summary>
internal static class GatewayStatus
{
    /// <summary>The form for a move; null where the module has no word for it.</summary>
    public static string? Form(StatusNews news)
    {
        if (Word(news.State) is not { } word) return null;
        // Sinch's delivery code stands for Twilio's error code, where the message has failed and there is one.
        var code = word is "failed" or "undelivered" && news.Step?.DeliveryCode is { } of ? string.Create(CultureInfo.InvariantCulture, $"&ErrorCode={of}") : "";
        return $"MessageSid={news.Message.Id:D}&MessageStatus={word}{code}";
    }

    /// <summary>Twilio's word for a state. That nobody will ever know how it went is none of them: there the message stays "sent".</summary>
    internal static string? Word(MessageState state) => state switch
    {
        MessageState.Dispatched => "sent",
        MessageState.Delivered => "delivered",
        // It never reached an operator.
        MessageState.Rejected or MessageState.Aborted or MessageState.Cancelled => "failed",
        MessageState.Failed or MessageState.Expired or MessageState.Deleted => "undelivered",
        _ => null,
    };

    /// <summary>Whether it was the module that answered, and no page of a login or of a proxy.</summary>
    public static bool Took(string answer) => !answer.AsSpan().TrimStart().StartsWith("<", StringComparison.Ordinal);
}
