using System.Globalization;

namespace SmsAdmin.Tests.Trials;

/// <summary>Longer forms of the trials, by environment variable: docs/testing.md tells them.</summary>
internal static class TrialOptions
{
    /// <summary>How often the kill trial kills.</summary>
    public static int Kills { get; } = Number("SMSADMIN_TRIAL_KILLS", 10);

    /// <summary>How many messages the rate trial sends.</summary>
    public static int RateMessages { get; } = Number("SMSADMIN_TRIAL_RATE_MESSAGES", 300);

    /// <summary>How many messages the export trial takes out.</summary>
    public static int ExportRows { get; } = Number("SMSADMIN_TRIAL_EXPORT_ROWS", 20_000);

    /// <summary>What chance begins with: the same seed makes the same choices.</summary>
    public static int Seed { get; } = Number("SMSADMIN_TRIAL_SEED", Random.Shared.Next());

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : otherwise;
}
