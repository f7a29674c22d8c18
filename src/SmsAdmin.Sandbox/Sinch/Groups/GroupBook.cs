namespace SmsAdmin.Sandbox.Sinch.Groups;

/// <summary>A plan's groups. The plan's gate guards them.</summary>
internal sealed class GroupBook
{
    private readonly Dictionary<string, Group> _byId = new(StringComparer.Ordinal);

    public Group? Find(string id) => _byId.GetValueOrDefault(id);

    public void Add(Group group) => _byId.Add(group.Id, group);

    public bool Remove(string id) => _byId.Remove(id);

    public bool HasName(string name, Group? but) => _byId.Values.Any(group => group != but && group.Name == name);

    public IEnumerable<Group> NewestFirst => _byId.Values.OrderByDescending(group => group.CreatedAt).ThenByDescending(group => group.Id, StringComparer.Ordinal);

    /// <summary>All members of a group and of the groups below it; nobody once it is deleted.</summary>
    public IEnumerable<string> Expand(string id)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([id]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next) || Find(next) is not { } group)
                continue;
            foreach (var number in group.Members.Keys)
                yield return number;
            foreach (var child in group.ChildGroups)
                open.Push(child);
        }
    }

    /// <summary>What an inbound text does to the groups that listen for it.</summary>
    public void Hear(string from, string to, string body, DateTimeOffset at)
    {
        foreach (var group in _byId.Values.Where(group => group.AutoUpdate?.To == to))
        {
            if (group.AutoUpdate!.Add?.Open(body) == true)
                group.AddMembers([from]);
            else if (group.AutoUpdate.Remove?.Open(body) == true)
                group.RemoveMembers([from]);
            else
                continue;
            group.ModifiedAt = at;
        }
    }
}
