using SmsAdmin.Sandbox.Sinch.Plans;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Groups;

internal static class GroupEndpoints
{
    public static Answer Create(SinchCall call)
    {
        var group = new Group(call.NewId(), call.Now);
        var fields = call.Fields;
        lock (call.Plan.Gate)
        {
            var refusal = Write(call, group, fields);
            if (refusal is not null)
                return refusal.ToAnswer();
            call.Plan.Groups.Add(group);
            return Shown(201, group);
        }
    }

    public static Answer List(SinchCall call)
    {
        var query = call.Query;
        var page = Page.Read(query);
        if (query.Fault is { } fault)
            return fault.ToAnswer();
        lock (call.Plan.Gate)
            return page.Answer("groups", call.Plan.Groups.NewestFirst, GroupJson.Write);
    }

    public static Answer Get(SinchCall call) => With(call, group => Shown(200, group));

    public static Answer Replace(SinchCall call) => With(call, group =>
    {
        var fields = call.Fields;
        fields.Require("members");
        return Write(call, group, fields)?.ToAnswer() ?? Shown(200, group);
    });

    public static Answer Update(SinchCall call) => With(call, group =>
    {
        var fields = call.Fields;
        var name = fields.Names("name") ? GroupReader.Name(fields) : group.Name;
        var (added, removed) = (GroupReader.Members(fields, "add"), GroupReader.Members(fields, "remove"));
        var (addFrom, removeFrom) = (GroupReader.GroupId(fields, "add_from_group"), GroupReader.GroupId(fields, "remove_from_group"));
        var autoUpdate = fields.Names("auto_update") ? GroupReader.AutoUpdate(fields) : group.AutoUpdate;
        if ((fields.Fault ?? Check(call.Plan, group, name, new[] { addFrom, removeFrom }.OfType<string>())) is { } refusal)
            return refusal.ToAnswer();
        group.AddMembers([.. added, .. Others(addFrom)]);
        group.RemoveMembers([.. removed, .. Others(removeFrom)]);
        (group.Name, group.AutoUpdate, group.ModifiedAt) = (name, autoUpdate, call.Now);
        return Shown(200, group);

        IEnumerable<string> Others(string? id) => id is null ? [] : call.Plan.Groups.Find(id)!.Members.Keys;
    });

    public static Answer Delete(SinchCall call) => With(call, group =>
    {
        call.Plan.Groups.Remove(group.Id);
        return new Answer(200);
    });

    public static Answer Members(SinchCall call) => With(call, group => Answer.Json(200, json =>
    {
        json.WriteStartArray();
        foreach (var number in group.Members.Keys)
            json.WriteStringValue(number);
        json.WriteEndArray();
    }));

    /// <summary>Writes a whole group from a request, or nothing when something is wrong with it.</summary>
    private static Rejection? Write(SinchCall call, Group group, JsonFields fields)
    {
        var name = GroupReader.Name(fields);
        var members = GroupReader.Members(fields);
        var children = GroupReader.Children(fields);
        var autoUpdate = GroupReader.AutoUpdate(fields);
        if ((fields.Fault ?? Check(call.Plan, group, name, children)) is { } refusal)
            return refusal;
        (group.Name, group.ChildGroups, group.AutoUpdate, group.ModifiedAt) = (name, children, autoUpdate, call.Now);
        group.Members.Clear();
        group.AddMembers(members);
        return null;
    }

    private static Rejection? Check(Plan plan, Group group, string? name, IEnumerable<string> others)
    {
        if (others.FirstOrDefault(id => plan.Groups.Find(id) is null) is { } unknown)
            return Rejection.UnknownGroup(unknown);
        return name is not null && plan.Groups.HasName(name, group) ? Rejection.ConflictGroupName(name) : null;
    }

    private static Answer With(SinchCall call, Func<Group, Answer> operation)
    {
        lock (call.Plan.Gate)
            return call.Plan.Groups.Find(call.Id) is { } group ? operation(group) : Answer.NotFound;
    }

    private static Answer Shown(int status, Group group) => Answer.Json(status, json => GroupJson.Write(json, group));
}
