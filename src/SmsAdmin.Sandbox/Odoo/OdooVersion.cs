using System.Text.Json.Nodes;

namespace SmsAdmin.Sandbox.Odoo;

/// <summary>One Odoo release and what sets it apart, as recorded; 19.1 from its sources and a simulation.</summary>
internal sealed record OdooVersion(string Name, string ServerVersion, string Serie, int Major, int ErrorCode)
{
    public static IReadOnlyList<OdooVersion> All { get; } =
    [
        new("17", "17.0-20240709", "17.0", 17, 200),
        new("18", "18.0-20250702", "18.0", 18, 200),
        new("19", "19.0", "19.0", 19, 0),
        new("19.1", "saas~19.1", "saas~19.1", 19, 0),
    ];

    /// <summary>19 and later speak JSON-2 and answer /web/version.</summary>
    public bool HasJson2 => Major >= 19;

    /// <summary>19.1 on: get_param and set_param have become get_str and set_str, and the db service is gone.</summary>
    public bool IsAfter19 => Name == "19.1";

    /// <summary>17 connects to the default database of its PostgreSQL role where none is named.</summary>
    public bool HasDefaultDatabase => Major == 17;

    /// <summary>Where <c>/</c> and a finished install lead.</summary>
    public string Home => Major == 17 ? "/web" : "/odoo";

    /// <param name="isEnterprise">Enterprise says so after a plus sign.</param>
    public JsonObject Describe(bool isEnterprise) => new()
    {
        ["server_version"] = Full(isEnterprise),
        ["server_version_info"] = Info(isEnterprise),
        ["server_serie"] = Serie,
        ["protocol_version"] = 1,
    };

    public string Full(bool isEnterprise) => isEnterprise ? $"{Serie}+e-20251101" : ServerVersion;

    public JsonArray Info(bool isEnterprise) => IsAfter19
        ? new("saas~19", 1, 0, "final", 0, isEnterprise ? "e" : "")
        : new(Major, 0, 0, "final", 0, isEnterprise ? "e" : "");

    /// <summary>A group as this release's errors name it.</summary>
    public string NameOf(Base.Group group) => (group, Major >= 19) switch
    {
        (Base.Group.System, true) => "Role / Administrator",
        (Base.Group.System, false) => "Administration/Settings",
        (Base.Group.Manager, true) => "Access Rights",
        (Base.Group.Manager, false) => "Administration/Access Rights",
        (Base.Group.User, true) => "Role / User",
        (Base.Group.User, false) => "User types/Internal User",
        (_, true) => "Role / Portal",
        _ => "User types/Portal",
    };
}
