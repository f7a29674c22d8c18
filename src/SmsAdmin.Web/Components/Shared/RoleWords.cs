using SmsAdmin.Core.Accounts;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>What a role may do, said to people.</summary>
public static class RoleWords
{
    public static string May(string? role) => role switch
    {
        Roles.Admin => "does everything, credentials and users included.",
        Roles.Operator => "sends and sees the log; no credentials, no users.",
        Roles.Support => "reads the log with masked numbers; does not send.",
        _ => "opens nothing.",
    };
}
