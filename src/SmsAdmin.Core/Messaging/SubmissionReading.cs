using System.Globalization;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>A submission as it can be written: numbers read, and every fault told at once.</summary>
/// <param name="From">Null where it is one of the faults.</param>
/// <param name="Numbers">For each recipient its number; null where it is one of the faults.</param>
/// <param name="Faults">Of what holds for all.</param>
/// <param name="OfRecipients">Of single recipients.</param>
internal sealed record SubmissionReading(
    SenderId? From, IReadOnlyList<PhoneNumber?> Numbers, IReadOnlyList<FieldFault> Faults, IReadOnlyList<RecipientFault> OfRecipients)
{
    /// <summary>Sinch takes so many at once, and so do we.</summary>
    public const int MostRecipients = 1000;

    /// <summary>In one binary message, user data header included.</summary>
    private const int LargestBinary = 140;
    private const int LongestKey = 16;
    private const int LongestValue = 160;
    private static readonly TimeSpan FurthestDeadline = TimeSpan.FromDays(3);
    private static readonly TimeSpan FurthestSend = TimeSpan.FromDays(90);

    /// <summary>No recipient is left to send to.</summary>
    public bool IsNobody => Numbers.All(number => number is null);

    public static SubmissionReading Of(NewSubmission request, PlanView plan, DateTimeOffset now)
    {
        var faults = new List<FieldFault>();
        if (request.Recipients.Count is 0 or > MostRecipients)
            faults.Add(new FieldFault("to", string.Create(CultureInfo.InvariantCulture, $"Give 1 to {MostRecipients:N0} recipients; there are {request.Recipients.Count:N0}.")));
        var (from, bad) = Recipients.ReadSender(request.From, plan);
        faults.AddRange(new[] { bad, ContentFault(request), SendAtFault(request.SendAt, now), DeadlineFault(request, now) }.OfType<FieldFault>());
        var (numbers, ofRecipients) = ReadNumbers(request.Recipients, plan);
        return new SubmissionReading(from, numbers, faults, ofRecipients);
    }

    private static (List<PhoneNumber?> Numbers, List<RecipientFault> Faults) ReadNumbers(IReadOnlyList<NewRecipient> recipients, PlanView plan)
    {
        var numbers = new List<PhoneNumber?>(recipients.Count);
        var faults = new List<RecipientFault>();
        var seen = recipients.Count > 1 ? new HashSet<string>(recipients.Count, StringComparer.Ordinal) : null;
        foreach (var recipient in recipients.Take(MostRecipients))
        {
            // Only a number without its country code asks which one may be meant, and finding that out is not free.
            var (number, fault) = Recipients.ReadNumber(recipient.To, recipient.To?.TrimStart() is ['+', ..] ? null : Recipients.CountryOf(plan));
            if (number is not null && seen?.Add(number.E164) == false) fault = new FieldFault("to", "This number is given twice. Each gets the text once.");
            fault ??= ParametersFault(recipient.Parameters);
            if (fault is not null) faults.Add(new RecipientFault(numbers.Count, fault));
            numbers.Add(fault is null ? number : null);
        }

        return (numbers, faults);
    }

    private static FieldFault? ParametersFault(IReadOnlyDictionary<string, string>? parameters)
    {
        foreach (var (key, value) in parameters ?? new Dictionary<string, string>())
        {
            if (key.Length is 0 or > LongestKey || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
                return new FieldFault("parameters", $"A key has 1 to {LongestKey} characters of A to Z, a to z, 0 to 9, dot, hyphen and underscore.");
            if (value.Length > LongestValue) return new FieldFault("parameters", $"The value of {key} has {value.Length:N0} characters; Sinch takes at most {LongestValue}.");
        }

        return null;
    }

    private static FieldFault? ContentFault(NewSubmission request)
    {
        var wire = request.Wire;
        if (wire.MaxParts < 1) return new FieldFault("max_parts", "Give 1 or more.");
        if (wire.FromTon is < 0 or > 6) return new FieldFault("from_ton", "Give 0 to 6.");
        if (wire.FromNpi is < 0 or > 18) return new FieldFault("from_npi", "Give 0 to 18.");
        return wire.IsBinary ? BinaryFault(request) : wire.Udh is null ? Recipients.TextFault(request.Text) : new FieldFault("udh", "A text has no user data header. Send it as binary, or leave it out.");
    }

    private static FieldFault? BinaryFault(NewSubmission request)
    {
        if (request.Recipients.Any(recipient => recipient.Parameters is not null)) return new FieldFault("parameters", "Binary messages have no parameters.");
        if (string.IsNullOrEmpty(request.Wire.Udh) || request.Wire.Udh.Length % 2 != 0 || !request.Wire.Udh.All(char.IsAsciiHexDigit))
            return new FieldFault("udh", "Give the user data header as hexadecimal digits, two for each byte.");
        var bytes = new byte[LargestBinary];
        if (request.Text.Length > 4 * LargestBinary || !Convert.TryFromBase64String(request.Text, bytes, out var length))
            return new FieldFault("text", $"Give Base64 of at most {LargestBinary} bytes, the user data header included.");
        return length + (request.Wire.Udh.Length / 2) > LargestBinary
            ? new FieldFault("text", $"Together with its header it has {length + (request.Wire.Udh.Length / 2)} bytes; {LargestBinary} are the most.")
            : null;
    }

    private static FieldFault? SendAtFault(DateTimeOffset? sendAt, DateTimeOffset now) => sendAt > now + FurthestSend
        ? new FieldFault("send_at", $"This is more than {FurthestSend.Days} days away. Give an earlier instant.")
        : null;

    private static FieldFault? DeadlineFault(NewSubmission request, DateTimeOffset now)
    {
        // Told already, and no instant lies three days after the last of all.
        if (request.SendAt > now + FurthestSend) return null;
        if (request.Deadline <= now) return new FieldFault("deadline", "This instant has passed. Give one that is still to come.");
        if (request.Deadline <= request.SendAt) return new FieldFault("deadline", "This is before the message is to go out. Give a later instant.");
        var start = request.SendAt > now ? request.SendAt.Value : now;
        return request.Deadline > start + FurthestDeadline
            ? new FieldFault("deadline", $"This is more than {FurthestDeadline.Days} days away, longer than Sinch tries. Give an earlier instant, or none.")
            : null;
    }
}
