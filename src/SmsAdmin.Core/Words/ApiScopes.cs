namespace SmsAdmin.Core.Words;

/// <summary>What an API key may do. The numbers are stored: add, never renumber.</summary>
[Flags]
public enum ApiScopes
{
    None = 0,
    MessagesSend = 1,
    MessagesRead = 2,
    OtpSend = 4,
    OtpVerify = 8,
    UsageRead = 16,
}

/// <summary>Scopes by the names that programs and shells use.</summary>
public static class ApiScopeNames
{
    public const string MessagesSend = "messages:send";
    public const string MessagesRead = "messages:read";
    public const string OtpSend = "otp:send";
    public const string OtpVerify = "otp:verify";
    public const string UsageRead = "usage:read";

    private static readonly (ApiScopes Scope, string Name)[] Table =
    [
        (ApiScopes.MessagesSend, MessagesSend),
        (ApiScopes.MessagesRead, MessagesRead),
        (ApiScopes.OtpSend, OtpSend),
        (ApiScopes.OtpVerify, OtpVerify),
        (ApiScopes.UsageRead, UsageRead),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Table.Select(row => row.Name)];

    /// <summary>The names of the scopes in it, as <c>messages:send</c>.</summary>
    public static IReadOnlyList<string> Names(this ApiScopes scopes) =>
        [.. Table.Where(row => scopes.HasFlag(row.Scope)).Select(row => row.Name)];

    /// <summary>Reads names; the first that is no scope comes back beside what was read.</summary>
    public static (ApiScopes Scopes, string? Unknown) Read(IEnumerable<string> names)
    {
        var scopes = ApiScopes.None;
        string? unknown = null;
        foreach (var name in names)
        {
            var row = Array.Find(Table, row => row.Name == name);
            if (row.Name is null) unknown ??= name;
            scopes |= row.Scope;
        }

        return (scopes, unknown);
    }
}
