using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Accounts;

/// <summary>What a new key has to be like.</summary>
internal static class ApiKeyRules
{
    private const int LongestName = 100;
    private const int MostPerSecond = 10_000;
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(24);

    public static IEnumerable<FieldFault> FaultsOf(ApiKeyDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Name)) yield return new FieldFault("name", "Give a name: log and audit show it for what the program does.");
        else if (draft.Name.Trim().Length > LongestName) yield return new FieldFault("name", $"Use at most {LongestName} characters.");
        else if (draft.Name.Any(char.IsControl)) yield return new FieldFault("name", "A name is one line of letters, digits and signs.");
        if (draft.Scopes == ApiScopes.None) yield return new FieldFault("scopes", "Choose at least one thing that the key may do.");
        if (draft.Lifetime is { } lifetime && (lifetime <= TimeSpan.Zero || lifetime > LongestLifetime))
            yield return new FieldFault("expires", "Between an hour and ten years from now, or never.");
        if (ApiKeyNetworks.Read(draft.Networks).Fault is { } says) yield return new FieldFault("networks", says);
        if (draft.PerSecond is < 1 or > MostPerSecond) yield return new FieldFault("rate", $"Between 1 and {MostPerSecond:N0} requests a second, or no limit.");
        if (draft.RepeatWindow is { } window && (window < TimeSpan.FromSeconds(1) || window > LongestWindow))
            yield return new FieldFault("window", $"Between a second and {LongestWindow.TotalHours:0} hours, or none.");
    }
}
