using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>What a person says of an Odoo database; everything but the key.</summary>
/// <param name="Database">Null where the server has but one.</param>
/// <param name="AllowsPrivateHost">The address may lie in a private network.</param>
/// <param name="PlanId">The service plan whose values it gets.</param>
public sealed record ConnectionDraft(string Name, string Url, string? Database, string Login, bool AllowsPrivateHost, Guid? PlanId)
{
    /// <summary>The id that it gets, chosen by the form that asks: posted twice, it adds one connection. Null where nobody asks twice.</summary>
    public Guid? Id { get; init; }

    internal Uri? Address => Uri.TryCreate(Url.Trim().TrimEnd('/'), UriKind.Absolute, out var url) ? url : null;

    /// <summary>The draft as it would be stored, with every fault by field name.</summary>
    public (ConnectionDraft Clean, IReadOnlyList<FieldFault> Faults) Check()
    {
        var faults = new List<FieldFault>();
        if (string.IsNullOrWhiteSpace(Name)) faults.Add(new("name", "Give it a name: it stands in the list and in the audit."));
        else if (Name.Trim().Length > 60) faults.Add(new("name", "Use at most 60 characters."));
        if (Address is not { } url || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
            faults.Add(new("url", "Begin with https:// or http://, as https://odoo.acme.example."));
        else if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
            faults.Add(new("url", "Leave out user names, ? and #: only the host and, if need be, a path."));
        if (Database is { } database && (database.Trim().Length > 100 || database.Any(char.IsControl))) faults.Add(new("database", "Use the name as Odoo has it, at most 100 characters."));
        if (string.IsNullOrWhiteSpace(Login)) faults.Add(new("login", "The user’s login in Odoo, often an email address."));
        else if (Login.Trim().Length > 200 || Login.Any(char.IsControl)) faults.Add(new("login", "Use at most 200 characters."));
        if (PlanId is null) faults.Add(new("planId", "Choose the service plan whose values this Odoo gets."));
        return (this with
        {
            Name = Name.Trim(),
            Url = Url.Trim().TrimEnd('/'),
            Database = string.IsNullOrWhiteSpace(Database) ? null : Database.Trim(),
            Login = Login.Trim(),
        }, faults);
    }

    /// <summary>What is wrong with a key or password as typed; null when it can be tried.</summary>
    internal static FieldFault? CredentialFault(string? typed) => typed switch
    {
        null or "" => new FieldFault("credential", "Put in an API key of this user, or below Odoo 19 the password."),
        { Length: > 500 } => new FieldFault("credential", "Use at most 500 characters."),
        _ when typed.Any(char.IsControl) => new FieldFault("credential", "A key holds letters and digits, no line breaks."),
        _ => null,
    };
}
