using Bunit;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Layout;

namespace SmsAdmin.Tests.Components;

public sealed class ShellTests : ComponentTest
{
    private static readonly ShellState Live = new(
        IsSandbox: false, "Acme EU", "eu", "+46 70 174 06 50", PlanProblem: null, "Anna Lind", "Admin", QueueDepth: 0, Alerts: [], HasHandset: false, "1.0.0", "sms.acme.example");

    [Theory]
    [InlineData("Admin", "Dashboard, Send, Messages, Verifications, Diagnose, Credentials, Odoo, Checklist, API keys, Queue, Usage, Alerts, Audit, Users, Settings")]
    [InlineData("Operator", "Dashboard, Send, Messages, Verifications, Diagnose, Odoo, Checklist, Queue, Usage, Alerts")]
    [InlineData("Support", "Dashboard, Messages, Verifications, Diagnose, Checklist, Queue, Usage, Alerts")]
    [InlineData("", "Dashboard, Messages, Verifications, Diagnose, Checklist, Queue, Usage, Alerts")]
    public void The_navigation_shows_a_role_what_it_may_open(string role, string labels)
    {
        var nav = Page.Render<SideNav>(p => p.Add(c => c.Shell, Live with { Role = role }).Add(c => c.Path, "/"));

        Assert.Equal(labels, string.Join(", ", nav.FindAll("nav a").Select(link => link.TextContent.Trim())));
    }

    [Theory]
    [InlineData(0, "Odoo")]
    [InlineData(1, "Odoo 1 differs")]
    [InlineData(3, "Odoo 3 differ")]
    public void Beside_Odoo_it_says_how_many_parameters_differ(int differing, string says)
    {
        var nav = Page.Render<SideNav>(p => p.Add(c => c.Shell, Live with { OdooDiffering = differing }).Add(c => c.Path, "/"));

        Assert.Equal(says, string.Join(' ', nav.Find("a[href='/odoo']").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Theory]
    [InlineData(0, "Queue")]
    [InlineData(1, "Queue 1 waiting or being sent")]
    [InlineData(1426, "Queue 1,426 waiting or being sent")]
    public void Beside_the_queue_it_says_how_many_messages_wait(int waiting, string says)
    {
        var nav = Page.Render<SideNav>(p => p.Add(c => c.Shell, Live with { QueueDepth = waiting }).Add(c => c.Path, "/"));

        Assert.Equal(says, string.Join(' ', nav.Find("a[href='/queue']").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void A_group_without_pages_for_the_role_has_no_heading()
    {
        var nav = Page.Render<SideNav>(p => p.Add(c => c.Shell, Live with { Role = "Support" }).Add(c => c.Path, "/"));

        Assert.Equal(["Set up", "Run"], nav.FindAll("h2").Select(heading => heading.TextContent.Trim()));
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/messages", "/messages")]
    [InlineData("/messages/0198", "/messages")]
    [InlineData("/messages-of-others", null)]
    [InlineData("/account", null)]
    public void The_page_one_is_on_is_marked_and_the_dashboard_only_on_itself(string path, string? current)
    {
        var nav = Page.Render<SideNav>(p => p.Add(c => c.Shell, Live).Add(c => c.Path, path));

        Assert.Equal(current is null ? [] : [current], nav.FindAll("a[aria-current=page]").Select(link => link.GetAttribute("href")!));
    }

    [Fact]
    public void The_handset_and_the_pretend_Odoo_are_there_while_the_sandbox_is_on_whatever_plan_is_the_default()
    {
        var live = Page.Render<SideNav>(p => p.Add(c => c.Shell, Live).Add(c => c.Path, "/"));
        var sandbox = Page.Render<SideNav>(p => p.Add(c => c.Shell, Live with { HasHandset = true }).Add(c => c.Path, "/"));

        Assert.Empty(live.FindAll("a[href^='/sandbox']"));
        Assert.Equal(["/sandbox", "/sandbox/odoo"], sandbox.FindAll("a[href^='/sandbox']").Select(link => link.GetAttribute("href")!));
    }

    [Fact]
    public void Of_two_entries_one_under_the_other_only_the_nearer_is_marked()
    {
        var nav = Page.Render<SideNav>(p => p.Add(c => c.Shell, Live with { HasHandset = true }).Add(c => c.Path, "/sandbox/odoo"));

        Assert.Equal("/sandbox/odoo", Assert.Single(nav.FindAll("a[aria-current=page]")).GetAttribute("href"));
    }

    [Fact]
    public void Live_names_plan_region_and_sender()
    {
        var words = Words(Live);

        Assert.Contains("Live Acme EU region eu · sends as +46 70 174 06 50", words, StringComparison.Ordinal);
        Assert.DoesNotContain("SANDBOX", words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sandbox_says_that_no_real_phone_is_reached()
    {
        var words = Words(Live with { IsSandbox = true, PlanName = "sandbox-us", Region = "us" });

        Assert.Contains("SANDBOX sandbox-us Nothing here reaches a real phone.", words, StringComparison.Ordinal);
        Assert.DoesNotContain("Live", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_cannot_send_says_why_instead_of_where()
    {
        var words = Words(Live with { PlanProblem = "Incomplete: no region" });

        Assert.Contains("Acme EU Incomplete: no region", words, StringComparison.Ordinal);
        Assert.DoesNotContain("sends as", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_default_plan_the_bar_says_so() =>
        Assert.Contains("No plan to send through yet", Words(Live with { PlanName = null, Region = null, Sender = null }), StringComparison.Ordinal);

    [Theory]
    [InlineData("Admin", "/credentials", true)]
    [InlineData("Operator", null, true)]
    [InlineData("Support", null, false)]
    public void The_bell_says_since_when_and_why_and_offers_a_role_what_it_may_do(string role, string? mend, bool mayAcknowledge)
    {
        var bell = Bell(role, Alert);

        Assert.Equal(("1 alert", "1"), (bell.Find("button").GetAttribute("aria-label"), bell.Find(".badge").TextContent));
        Assert.Contains("Sinch refuses the token. 12 messages wait.", bell.Find("li.bad").TextContent, StringComparison.Ordinal);
        Assert.Single(bell.FindAll("li time"));
        Assert.Equal($"/diagnose/authentication?plan={Alert.PlanId}", bell.Find("li a[aria-label^=Diagnose]").GetAttribute("href"));
        Assert.Equal(mend, bell.FindAll("li a:not([aria-label])").SingleOrDefault()?.GetAttribute("href"));
        Assert.Equal(mayAcknowledge, bell.FindAll("form[action='/alerts/acknowledge']").Count == 1);
    }

    [Fact]
    public void What_was_acknowledged_stands_there_without_a_count()
    {
        var bell = Bell("Admin", Alert with { AcknowledgedAt = Alert.Since, AcknowledgedBy = "Bo Ek" });

        Assert.Equal("1 alert, acknowledged", bell.Find("button").GetAttribute("aria-label"));
        Assert.Empty(bell.FindAll(".badge, form"));
        Assert.Contains("Acknowledged by Bo Ek", bell.Markup, StringComparison.Ordinal);
    }

    private static AlertView Alert { get; } = new(
        Guid.CreateVersion7(), AlertKind.PlanPaused, Guid.CreateVersion7(), "", true, "Sending is paused", "Sinch refuses the token. 12 messages wait.", "/credentials",
        new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), 1, new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), null, null, null);

    private IRenderedComponent<AlertMenu> Bell(string role, params AlertView[] alerts) =>
        Page.Render<AlertMenu>(p => p.Add(c => c.Alerts, alerts).Add(c => c.Role, role).Add(c => c.ReturnUrl, "/"));

    private string Words(ShellState shell)
    {
        var parts = Page.Render<SendingFrom>(p => p.Add(c => c.Shell, shell)).Find(".env").Children.Select(part => part.TextContent);
        return string.Join(' ', string.Join(' ', parts).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
