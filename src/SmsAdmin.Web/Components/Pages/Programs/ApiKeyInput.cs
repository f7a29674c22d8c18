namespace SmsAdmin.Web.Components.Pages.Programs;

/// <summary>What the form of a new key posts.</summary>
public sealed class ApiKeyInput
{
    public string? Name { get; set; }

    public Guid? PlanId { get; set; }

    public List<string>? Scopes { get; set; }

    /// <summary>In how many days it ends by itself; nothing for never.</summary>
    public int? Days { get; set; }

    public TimeSpan? Lifetime => Days is { } days ? TimeSpan.FromDays(Math.Clamp(days, -1, 100_000)) : null;
}
