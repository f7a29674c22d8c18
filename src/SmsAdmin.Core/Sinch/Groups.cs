using System.Text.Json.Serialization;

namespace SmsAdmin.Core.Sinch;

/// <summary>A list of numbers that a batch can be sent to. Source: XMS groups.</summary>
public sealed record Group
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public int? Size { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    public IReadOnlyList<string>? ChildGroups { get; init; }

    public AutoUpdate? AutoUpdate { get; init; }

    public override string ToString() => $"Group {Id}";
}

/// <inheritdoc cref="BatchPage"/>
public sealed record GroupPage(int Count, int Page, int PageSize, IReadOnlyList<Group> Groups);

/// <summary>A group to create, or to put in another's place, which needs its members.</summary>
public sealed record GroupContent
{
    /// <summary>Up to 20 characters, and no other group's.</summary>
    public string? Name { get; init; }

    /// <summary>Up to 10,000 numbers.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>Up to 10 ids.</summary>
    public IReadOnlyList<string>? ChildGroups { get; init; }

    public AutoUpdate? AutoUpdate { get; init; }

    public override string ToString() => $"Group of {Members?.Count ?? 0}";
}

/// <summary>Changes to a group; Sinch adds before it removes. Only what is changed is sent.</summary>
public sealed record UpdateGroup
{
    public IReadOnlyList<string>? Add { get; init; }

    public IReadOnlyList<string>? Remove { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<string> Name { get; init; }

    public string? AddFromGroup { get; init; }

    public string? RemoveFromGroup { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Change<AutoUpdate> AutoUpdate { get; init; }

    public override string ToString() => "Changes to a group";
}

/// <summary>Words by which people join and leave a group themselves.</summary>
public sealed record AutoUpdate
{
    /// <summary>The number they text; Sinch gives it to the plan. Some servers write it as a JSON number.</summary>
    [JsonConverter(typeof(LenientStringConverter))]
    public string? To { get; init; }

    public Keywords? Add { get; init; }

    public Keywords? Remove { get; init; }
}

/// <summary>One or two words of up to 15 characters, in either case.</summary>
public sealed record Keywords(string? FirstWord = null, string? SecondWord = null);
