using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Base;

/// <summary>One user's secrets and rights; what RPC shows of it is the row of the same id.</summary>
internal sealed class OdooUser(Row row, Group group)
{
    public const string ModelName = "res.users";

    public int Id => row.Id;

    public string Login => row.Text("login");

    public Row Row => row;

    public string Password { get; set; } = "";

    public bool IsActive => row.IsTrue("active");

    public bool HasTwoFactor => row.IsTrue("totp_enabled");

    public bool Is(Group wanted) => wanted == group || (wanted < group && wanted != Group.Portal);

    /// <summary>By its name in XML, such as <c>base.group_system</c>.</summary>
    public bool Is(string group) => group switch
    {
        "base.group_system" => Is(Group.System),
        "base.group_erp_manager" => Is(Group.Manager),
        "base.group_user" => Is(Group.User),
        "base.group_portal" => Is(Group.Portal),
        _ => false,
    };
}
