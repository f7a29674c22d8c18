using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>Reads recipient, sender and text as a caller wrote them: the same rules for a send, a dry run and the form.</summary>
public static class Recipients
{
    /// <summary>Recipient and sender, with a fault for each that is not valid. No sender means the plan's own.</summary>
    public static (PhoneNumber? To, SenderId? From, IReadOnlyList<FieldFault> Faults) Read(string? to, string? from, PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        // Only a number without its country code asks which one may be meant, and finding that out is not free.
        var (number, wrong) = ReadNumber(to, to?.TrimStart() is ['+', ..] ? null : CountryOf(plan));
        var (sender, bad) = ReadSender(from, plan);
        return (number, sender, [.. new[] { wrong, bad }.OfType<FieldFault>()]);
    }

    /// <summary>A recipient, or what is wrong with it.</summary>
    /// <param name="country">In which a number without country code is most likely meant.</param>
    public static (PhoneNumber? To, FieldFault? Fault) ReadNumber(string? to, string? country)
    {
        var reading = PhoneNumber.Parse(to, country);
        if (reading is PhoneNumberReading.Valid valid) return (valid.Number, null);
        var (says, mend) = Faults.Of(reading);
        return (null, new FieldFault("to", says, mend));
    }

    /// <summary>The sender, or what is wrong with it. No sender means the plan's own.</summary>
    public static (SenderId? From, FieldFault? Fault) ReadSender(string? from, PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var reading = SenderId.Parse(string.IsNullOrWhiteSpace(from) ? plan.Sender : from);
        return reading is SenderReading.Valid valid ? (valid.Sender, null) : (null, new FieldFault("from", Faults.Of(reading)));
    }

    /// <summary>What is wrong with a text; null when it can be sent.</summary>
    public static FieldFault? TextFault(string? text) => text switch
    {
        null or "" => new FieldFault("text", "Write a text first."),
        { Length: > SmsText.Longest } => new FieldFault("text", $"Sinch takes at most {SmsText.Longest:N0} characters; this has {text.Length:N0}. Shorten it by {text.Length - SmsText.Longest:N0}."),
        _ => null,
    };

    /// <summary>The country that a number without country code is most likely meant in: that of the plan's sender.</summary>
    public static string? CountryOf(PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return SenderId.Parse(plan.Sender) is SenderReading.Valid { Sender: { Kind: SenderKind.Number } sender }
            ? PhoneNumber.FromDigits(sender.Value).Country
            : null;
    }
}
