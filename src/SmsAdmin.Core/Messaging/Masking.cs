using System.Text.RegularExpressions;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>Takes a recipient's digits out of what a reader without the right to them gets to see.</summary>
public static class Masking
{
    /// <summary>
    /// The text with the number masked wherever it stands, however it is written: with or without <c>+</c> or <c>00</c>,
    /// escaped as in a path or in JSON, or grouped as its country writes it.
    /// </summary>
    public static string InText(string text, PhoneNumber number)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(number);
        if (number.Digits.Length == 0) return text;
        var written = $@"(?:\+|%2B|\\u002B|(?<![0-9])(?:00)?){number.Digits}(?![0-9])";
        return Regex.Replace(text, written, _ => number.Masked, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)
            .Replace(number.International, number.Masked, StringComparison.Ordinal);
    }

    /// <summary>The message with its number masked in every step and raw exchange. <see cref="MessageDetail.To"/> prints masked by itself.</summary>
    public static MessageDetail InSteps(MessageDetail message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message with { Steps = [.. message.Steps.Select(step => InStep(step, message.To))] };
    }

    private static MessageStep InStep(MessageStep step, PhoneNumber number)
    {
        return step with
        {
            Says = Masked(step.Says),
            RawHead = Masked(step.RawHead),
            RawRequest = Masked(step.RawRequest),
            RawResponse = Masked(step.RawResponse),
        };

        string? Masked(string? text) => text is null ? null : InText(text, number);
    }
}
