using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Xms;

/// <summary>Makes of what a Sinch client wrote what our queue takes.</summary>
internal static class XmsReading
{
    private const string DefaultKey = "default";
    // The two lengths that Sinch's ids have had.
    private const int OldId = 16, Ulid = 26;

    /// <summary>
    /// Numbers as digits, each once, and the sender as it goes out. Sinch counts digits without a plus as international, so
    /// they are, unless they would be another number in the sender's country.
    /// </summary>
    public static (BatchOrder? Order, XmsError? Error) Settle(BatchOrder asked, PlanView plan)
    {
        var (to, error) = Numbers(asked.To, plan);
        if (error is not null) return (null, error);
        if (asked is { Reports: not ReportKind.None, CallbackUrl: null }) return (null, XmsError.MissingCallbackUrl);
        return (asked with { To = to!, From = asked.From is { } from ? SenderOf(from) : null }, null);
    }

    /// <summary>A sender as it goes out; one that is not valid as it is written.</summary>
    public static string SenderOf(string written) => SenderId.Parse(written) is SenderReading.Valid valid ? valid.Sender.Value : written;

    /// <summary>Numbers as digits, each once, in the order in which they came.</summary>
    public static (IReadOnlyList<string>? Digits, XmsError? Error) Numbers(IReadOnlyList<string> written, PlanView plan)
    {
        var digits = new List<string>(written.Count);
        var seen = new HashSet<string>(written.Count, StringComparer.Ordinal);
        foreach (var text in written)
        {
            var (number, error) = Number(text, plan);
            if (number is null) return (null, error);
            if (seen.Add(number)) digits.Add(number);
        }

        return (digits, null);
    }

    private static (string? Digits, XmsError? Error) Number(string written, PlanView plan)
    {
        var country = written.TrimStart() is ['+', ..] ? null : Recipients.CountryOf(plan);
        switch (PhoneNumber.Parse(written, country))
        {
            case PhoneNumberReading.Valid valid:
                return (valid.Number.Digits, null);
            // Read in the sender's country it is the same number: it has its country code.
            case PhoneNumberReading.NoCountryCode { Suggestion: { } same } when same.Digits == string.Concat(written.Where(char.IsAsciiDigit)):
                return (same.Digits, null);
            case var reading when reading is PhoneNumberReading.HasLetters or PhoneNumberReading.HasOtherCharacter && IsId(written):
                return (null, XmsError.UnknownGroup(written));
            case var reading:
                var (says, mend) = Faults.Of(reading);
                return (null, XmsError.OfNumber(written, new FieldFault("to", says, mend)));
        }
    }

    private static bool IsId(string text) => text.Length is OldId or Ulid && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The submission that a batch is.</summary>
    public static NewSubmission ToSubmission(BatchOrder order, PlanView plan, bool isTest)
    {
        var valuesByNumber = order.Parameters?.ToDictionary(one => one.Key, one => ByDigits(one.Value), StringComparer.Ordinal);
        return new NewSubmission(plan.Id, [.. order.To.Select(digits => new NewRecipient("+" + digits, ParametersOf(digits, valuesByNumber)))], order.From, order.Body ?? "", Lane.Normal, Origin.Xms)
        {
            CallerReference = order.Reference,
            SendAt = order.SendAt,
            Deadline = order.ExpireAt,
            IsTest = isTest,
            Wire = order.Wire,
            Batch = order,
            Callback = order is { Reports: not ReportKind.None, CallbackUrl: { } url }
                // Whoever may reach this plan's Sinch in a private network is in one: so are the plan's clients.
                ? new CallbackTarget(CallbackKind.Xms, new Uri(url), plan.AllowsPrivateHost)
                : null,
        };
    }

    private static Dictionary<string, string> ByDigits(IReadOnlyDictionary<string, string> values)
    {
        var byDigits = new Dictionary<string, string>(values.Count, StringComparer.Ordinal);
        foreach (var (number, value) in values) byDigits[number == DefaultKey ? number : DigitsOf(number)] = value;
        return byDigits;
    }

    /// <summary>A number as digits, without a judgement on it.</summary>
    public static string DigitsOf(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return number.TrimStart() is not ['+', ..] && digits is ['0', '0', ..] ? digits[2..] : digits;
    }

    // A key without a value for this number goes without one: Sinch aborts this recipient's message alone, with 405.
    private static Dictionary<string, string>? ParametersOf(string digits, Dictionary<string, Dictionary<string, string>>? values)
    {
        if (values is null) return null;
        var own = new Dictionary<string, string>(values.Count, StringComparer.Ordinal);
        foreach (var (key, byNumber) in values)
        {
            if (byNumber.TryGetValue(digits, out var value) || byNumber.TryGetValue(DefaultKey, out value)) own[key] = value;
        }

        return own.Count == 0 ? null : own;
    }
}
