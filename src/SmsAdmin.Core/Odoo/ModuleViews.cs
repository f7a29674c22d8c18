namespace SmsAdmin.Core.Odoo;

/// <summary>How a module stands, as people care.</summary>
public enum ModuleStanding
{
    /// <summary>Odoo's list does not have it.</summary>
    NotInTheList,

    NotInstalled,

    /// <summary>Odoo will not install it.</summary>
    CannotBeInstalled,

    /// <summary>Odoo is about to install, upgrade or remove it.</summary>
    InBetween,

    Installed,
}

/// <summary>A module of one Odoo.</summary>
/// <param name="Version">Of what is installed; of what lies on its disk where nothing is.</param>
/// <param name="Says">What that means for sending, and what helps instead.</param>
/// <param name="MayInstall">Asking Odoo to install it makes sense.</param>
public sealed record ModuleView(string Name, ModuleStanding Standing, string? Version, string Says, bool MayInstall);

/// <summary>What became of asking an Odoo about its modules.</summary>
/// <param name="Trouble">Why there are none; null where there are.</param>
/// <param name="At">When they were read; null where they were not.</param>
public sealed record ModuleList(IReadOnlyList<ModuleView> Modules, OdooTrouble? Trouble, DateTimeOffset? At)
{
    /// <summary><c>ipai_sms_gateway</c> is installed.</summary>
    public bool HasGateway => Modules.Any(module => module is { Name: ModuleWords.Gateway, Standing: ModuleStanding.Installed });
}

/// <summary>An installation: under way, or what it came to.</summary>
/// <param name="IsDone">The state says installed. Null while it is under way.</param>
/// <param name="Title">What came of it, in a sentence.</param>
/// <param name="Says">Why, and what to do.</param>
public sealed record ModuleJob(Guid ConnectionId, string Module, DateTimeOffset StartedAt, bool? IsDone = null, string Title = "", string Says = "")
{
    public bool IsRunning => IsDone is null;

    /// <summary>Nobody has a word of it: Odoo may still be at it.</summary>
    public bool IsOutcomeUnknown { get; init; }
}
