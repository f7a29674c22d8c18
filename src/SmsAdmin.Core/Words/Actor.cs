namespace SmsAdmin.Core.Words;

/// <summary>What kind of actor did something.</summary>
public enum ActorKind
{
    User,
    System,
    ApiKey,
    Environment,
}

/// <summary>The one who acts, handed down as a parameter.</summary>
/// <param name="Id">The user's or key's id; null where none is kept.</param>
/// <param name="Name">What the audit trail shows.</param>
/// <param name="Kind">Person, program or configuration.</param>
/// <param name="Address">The IP address that the request came from, if one did.</param>
public sealed record Actor(Guid? Id, string Name, ActorKind Kind, string? Address = null)
{
    /// <summary>A part of the program itself, such as the poster of callbacks.</summary>
    public static Actor System(string name) => new(null, name, ActorKind.System);

    /// <summary>The configuration that the program was started with.</summary>
    public static Actor Environment { get; } = new(null, "Environment", ActorKind.Environment);
}
