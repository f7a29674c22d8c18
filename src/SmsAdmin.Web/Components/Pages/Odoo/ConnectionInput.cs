using SmsAdmin.Core.Odoo;

namespace SmsAdmin.Web.Components.Pages.Odoo;

/// <summary>A connection as somebody typed it. Only the key is never given back.</summary>
public sealed class ConnectionInput
{
    /// <summary>Made with the form, and kept with it: what is posted twice is added once.</summary>
    public Guid? FormId { get; set; }
    public string? Name { get; set; }
    public string? Url { get; set; }
    public string? Database { get; set; }
    public string? Login { get; set; }
    public string? Credential { get; set; }
    public bool AllowsPrivateHost { get; set; }
    public string? PlanId { get; set; }

    public static ConnectionInput Of(ConnectionView connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new ConnectionInput
        {
            Name = connection.Name,
            Url = connection.Url,
            Database = connection.Database,
            Login = connection.Login,
            AllowsPrivateHost = connection.AllowsPrivateHost,
            PlanId = connection.PlanId.ToString(),
        };
    }

    public ConnectionDraft ToDraft() => new(Name ?? "", Url ?? "", Database, Login ?? "", AllowsPrivateHost, Guid.TryParse(PlanId, out var id) ? id : null) { Id = FormId };
}
