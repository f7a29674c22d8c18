using MudBlazor;

namespace SmsAdmin.Web.Components.Layout;

/// <summary>One entry of the navigation. Without <see cref="Roles"/> everybody who is signed in sees it.</summary>
public sealed record NavEntry(string Href, string Label, string Icon, params string[] Roles)
{
    public bool IsFor(string role) => Roles.Length == 0 || Roles.Contains(role, StringComparer.Ordinal);

    /// <summary>Whether the page at <paramref name="path"/> (without query) belongs to this entry.</summary>
    public bool IsCurrent(string path) => Href == "/"
        ? path == "/"
        : path.Equals(Href, StringComparison.OrdinalIgnoreCase) || path.StartsWith(Href + "/", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A job and the pages for it.</summary>
public sealed record NavGroup(string? Heading, IReadOnlyList<NavEntry> Entries);

/// <summary>The pages a person can go to, grouped by job. An entry comes with its page; there are no dead links.</summary>
public static class Navigation
{
    private const string Admin = "Admin";
    private const string Operator = "Operator";

    private static readonly NavGroup[] Groups =
    [
        new(null,
        [
            new("/", "Dashboard", Icons.Material.Outlined.SpaceDashboard),
            new("/send", "Send", Icons.Material.Outlined.Send, Admin, Operator),
            new("/messages", "Messages", Icons.Material.Outlined.Textsms),
            new("/otp", "Verifications", Icons.Material.Outlined.Password),
            new("/diagnose", "Diagnose", Icons.Material.Outlined.TravelExplore),
        ]),
        new("Set up",
        [
            new("/credentials", "Credentials", Icons.Material.Outlined.Key, Admin),
            new("/odoo", "Odoo", Icons.Material.Outlined.Hub, Admin, Operator),
            new("/checklist", "Checklist", Icons.Material.Outlined.FactCheck),
            new("/api-keys", "API keys", Icons.Material.Outlined.Api, Admin),
        ]),
        new("Run",
        [
            new("/queue", "Queue", Icons.Material.Outlined.Layers),
            new("/usage", "Usage", Icons.Material.Outlined.BarChart),
            new("/alerts", "Alerts", Icons.Material.Outlined.NotificationsNone),
            new("/audit", "Audit", Icons.Material.Outlined.ManageSearch, Admin),
            new("/users", "Users", Icons.Material.Outlined.Group, Admin),
            new("/settings", "Settings", Icons.Material.Outlined.Settings, Admin),
        ]),
    ];

    private static readonly NavGroup Sandbox = new("Sandbox",
    [
        // It shows texts, and Support reads none.
        new("/sandbox", "Handset", Icons.Material.Outlined.Smartphone, Admin, Operator),
        new("/sandbox/odoo", "Sandbox’s Odoo", Icons.Material.Outlined.Science, Admin, Operator),
    ]);

    /// <summary>What a person of this role may go to; a group without entries is left out.</summary>
    public static IEnumerable<NavGroup> For(string role, bool hasHandset) =>
        (hasHandset ? Groups.Append(Sandbox) : Groups)
            .Select(group => group with { Entries = [.. group.Entries.Where(entry => entry.IsFor(role))] })
            .Where(group => group.Entries.Count > 0);

    /// <summary>The entry that the page at <paramref name="path"/> belongs to: the nearest, where one lies under another.</summary>
    public static NavEntry? Current(IEnumerable<NavGroup> groups, string path) =>
        groups.SelectMany(group => group.Entries).Where(entry => entry.IsCurrent(path)).MaxBy(entry => entry.Href.Length);
}
