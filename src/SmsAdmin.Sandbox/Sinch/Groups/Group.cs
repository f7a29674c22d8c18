namespace SmsAdmin.Sandbox.Sinch.Groups;

/// <summary>A group of numbers. Its plan's gate guards it.</summary>
internal sealed class Group(string id, DateTimeOffset createdAt)
{
    public string Id { get; } = id;
    public DateTimeOffset CreatedAt { get; } = createdAt;
    public DateTimeOffset ModifiedAt { get; set; } = createdAt;
    public string? Name { get; set; }
    public List<string> ChildGroups { get; set; } = [];
    public AutoUpdate? AutoUpdate { get; set; }

    /// <summary>Distinct, in the order in which they came.</summary>
    public OrderedDictionary<string, bool> Members { get; } = new(StringComparer.Ordinal);

    public void AddMembers(IEnumerable<string> numbers)
    {
        foreach (var number in numbers)
            Members.TryAdd(number, true);
    }

    public void RemoveMembers(IEnumerable<string> numbers)
    {
        var gone = numbers.ToHashSet(StringComparer.Ordinal);
        var left = Members.Keys.Where(number => !gone.Contains(number)).ToList();
        Members.Clear();
        AddMembers(left);
    }
}

/// <summary>Texts to <paramref name="To"/> that begin with these words put their senders in the group or take them out.</summary>
internal sealed record AutoUpdate(string To, Words? Add, Words? Remove);

/// <summary>One or two words at a text's beginning, in any case.</summary>
internal sealed record Words(string? First, string? Second)
{
    public bool Open(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return First is not null && Matches(0, First) && (Second is null || Matches(1, Second));

        bool Matches(int index, string word) => words.Length > index && words[index].Equals(word, StringComparison.OrdinalIgnoreCase);
    }
}
