using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Credentials;

/// <summary>The countries that one-time codes of a plan may go to: those that nobody opened cannot be used to run up a bill.</summary>
public static class OpenCountries
{
    /// <summary>Stands for every country.</summary>
    public const string All = "*";

    private static readonly HashSet<string> Known = [.. PhoneNumbers.PhoneNumberUtil.GetInstance().GetSupportedRegions()];

    /// <summary>Whether codes of the plan may go to numbers of this country.</summary>
    public static bool Opens(this PlanView plan, string? country)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.OpenCountries.Contains(All) || (country is not null && plan.OpenCountries.Contains(country));
    }

    /// <summary>What a plan opens by itself: its sender's country; none where the sender belongs to no country.</summary>
    internal static IReadOnlyList<string> Of(string? sender) =>
        SenderId.Parse(sender) is SenderReading.Valid { Sender: { Kind: SenderKind.Number } number } && PhoneNumber.FromDigits(number.Value).Country is { } country
            ? [country]
            : [];

    internal static IReadOnlyList<string> Read(IReadOnlyList<string> written, List<FieldFault> faults)
    {
        var codes = written.Select(code => code.Trim().ToUpperInvariant()).Where(code => code.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (codes.Contains(All)) return [All];
        if (codes.Find(code => !Known.Contains(code)) is { } unknown)
            faults.Add(new FieldFault("openCountries", $"“{unknown}” is not a country. Write two letters each, as SE, NO, GB, or * for all."));
        return codes;
    }
}
