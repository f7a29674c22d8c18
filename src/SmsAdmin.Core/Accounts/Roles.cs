namespace SmsAdmin.Core.Accounts;

/// <summary>What somebody may do. A user has exactly one role.</summary>
public static class Roles
{
    /// <summary>Everything.</summary>
    public const string Admin = "Admin";

    /// <summary>Sends, queue and checklist; no secrets.</summary>
    public const string Operator = "Operator";

    /// <summary>Reads the log with masked numbers; cannot send.</summary>
    public const string Support = "Support";

    public static IReadOnlyList<string> All { get; } = [Admin, Operator, Support];
}
