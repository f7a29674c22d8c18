namespace SmsAdmin.Web.Components.Pages.Programs;

/// <summary>What the form of a new key posts.</summary>
public sealed class ApiKeyInput
{
    /// <summary>Made with the form, and kept with it: what is posted twice makes one key.</summary>
    public Guid? FormId { get; set; }

    public string? Name { get; set; }

    public Guid? PlanId { get; set; }

    public List<string>? Scopes { get; set; }

    /// <summary>In how many days it ends by itself; nothing for never.</summary>
    public int? Days { get; set; }

    /// <summary><c>test</c>, or <c>live</c>.</summary>
    public string? Kind { get; set; }

    public string? Networks { get; set; }

    /// <summary>Requests a second; nothing for no limit.</summary>
    public string? PerSecond { get; set; }

    /// <summary>In seconds; nothing for none.</summary>
    public int? Window { get; set; }

    public bool IsTest => Kind == "test";

    public TimeSpan? Lifetime => Days is { } days ? TimeSpan.FromDays(Math.Clamp(days, -1, 100_000)) : null;
}
