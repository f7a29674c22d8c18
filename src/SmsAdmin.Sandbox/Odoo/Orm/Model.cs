using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Base;

namespace SmsAdmin.Sandbox.Odoo.Orm;

/// <summary>A model of one release: fields, who may do what, and the methods that RPC reaches.</summary>
internal sealed record Model(string Name, string Title)
{
    private static readonly Field[] Magic =
    [
        new("id", "integer"), new("display_name", "char"), new("create_date", "datetime"), Field.To("create_uid", OdooUser.ModelName),
        new("write_date", "datetime"), Field.To("write_uid", OdooUser.ModelName),
    ];

    private readonly IReadOnlyList<Field> _fields = Magic;

    /// <summary>Its Python class, which errors of arity name.</summary>
    public string PythonClass { get; init; } = Name;

    /// <summary>The module that brings it.</summary>
    public string Module { get; init; } = "base";

    public string NameField { get; init; } = "name";

    public string Order { get; init; } = "id";

    /// <summary>Its own fields; those that every model has come with it.</summary>
    public IReadOnlyList<Field> Fields
    {
        get => _fields;
        init => _fields = [.. Magic, .. value];
    }

    /// <summary>Groups that may read; none is nobody.</summary>
    public IReadOnlyList<Group> Readers { get; init; } = [Group.System];

    public IReadOnlyList<Group> Writers { get; init; } = [Group.System];

    public IReadOnlyList<Group> Creators { get; init; } = [Group.System];

    /// <summary>Beside the generic ones; one of the same name stands before them.</summary>
    public IReadOnlyList<Method> Methods { get; init; } = [];

    /// <summary>What must hold of new or changed values, told by throwing. The row is null for a new one.</summary>
    public Action<OdooCall, Row?, JsonObject>? Check { get; init; }

    public Field? Find(string field) => Fields.FirstOrDefault(known => known.Name == field);

    public Method? FindMethod(string name) =>
        Methods.FirstOrDefault(method => method.Name == name) ?? GenericMethods.All.FirstOrDefault(method => method.Name == name);

    public IReadOnlyList<Group> AllowedTo(string operation) => operation switch
    {
        "read" => Readers,
        "create" => Creators,
        _ => Writers,
    };

    public bool Allows(OdooUser user, string operation) => AllowedTo(operation).Any(user.Is);

    /// <summary>Throws Odoo's refusal where the caller lacks the right.</summary>
    public void Demand(OdooCall call, string operation)
    {
        if (Allows(call.User, operation))
            return;
        var verb = operation switch { "read" => "access", "write" => "modify", "unlink" => "delete", _ => operation };
        var allowed = AllowedTo(operation);
        var who = allowed.Count == 0
            ? "No group currently allows this operation."
            : $"This operation is allowed for the following groups:\n{string.Join('\n', allowed.Select(group => $"\t- {call.Version.NameOf(group)}"))}";
        throw OdooFault.Access($"You are not allowed to {verb} '{Title}' ({Name}) records.\n\n{who}\n\nContact your administrator to request access if necessary.");
    }
}
