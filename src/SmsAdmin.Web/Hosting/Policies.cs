namespace SmsAdmin.Web.Hosting;

/// <summary>Names that pages and endpoints ask by.</summary>
public static class Policies
{
    /// <summary>Administrators: secrets, users, audit, settings.</summary>
    public const string Admin = "Admin";

    /// <summary>Who may send: administrators and operators.</summary>
    public const string Send = "Send";

    /// <summary>At most 30 posts a minute from one address, for forms that take passwords and codes.</summary>
    public const string FormsPerAddress = "FormsPerAddress";

    public const string SignInPath = "/sign-in";
    public const string SignOutPath = "/sign-out";
    public const string SetUpPath = "/setup";
    public const string PasswordPath = "/account/password";
}
