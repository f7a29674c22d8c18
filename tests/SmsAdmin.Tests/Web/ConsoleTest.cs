using System.Diagnostics;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Shared;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Web;

/// <summary>
/// Pages over the real rooms on a real database, and a sandbox over real HTTP behind one plan, all on one clock.
/// A live page draws itself anew at any moment: find and press within one <c>InvokeAsync</c>, on its own turn.
/// </summary>
public abstract class ConsoleTest : ComponentTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // One second, as it is by itself, is little on a machine that is busy.
    static ConsoleTest() => BunitContext.DefaultWaitTimeout = Patience;

    protected SandboxHost Sandbox { get; private set; } = null!;

    protected TestRooms Rooms { get; private set; } = null!;

    protected Guid PlanId { get; private set; }

    /// <summary>Makes the database answer late.</summary>
    protected ReadGate Reads { get; } = new();

    protected static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Sandbox = await SandboxHost.StartAsync(Clock);
        Rooms = await TestRooms.StartAsync(Clock, reads: Reads);
        PlanId = await Rooms.AddPlanAsync(Sandbox);
        AddRoom<Plans>();
        AddRoom<UsageMeter>();
        AddRoom<Submissions>();
        AddRoom<DryRuns>();
        AddRoom<MessageLog>();
        AddRoom<MessageTexts>();
        AddRoom<ChangeFeed>();
        AddRoom<PlanChanges>();
        AddRoom<UsageHistory>();
        AddRoom<QueueView>();
        AddRoom<QueueDeeds>();
        AddRoom<AccountFigures>();
        Page.Services.AddSingleton<MessageStories>();
        Page.Services.AddSingleton(new SandboxSwitch(true));
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await Rooms.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    /// <summary>Signs Anna Lind in with a role, and opens a page.</summary>
    protected IRenderedComponent<TPage> Open<TPage>(string address = "/", string role = Roles.Operator, Action<ComponentParameterCollectionBuilder<TPage>>? with = null)
        where TPage : IComponent
    {
        var notFound = false;
        var page = Begin(address, role, with, () => notFound = true);
        // PostgreSQL answers after the first look at the page, which then shows no card yet, or the shape of one.
        page.WaitForState(() => notFound || (page.FindAll(".card").Count > 0 && page.FindAll(".sk-rows").Count == 0));
        return page;
    }

    /// <summary>The same, as it looks before anything has answered.</summary>
    protected IRenderedComponent<TPage> Begin<TPage>(
        string address = "/", string role = Roles.Operator, Action<ComponentParameterCollectionBuilder<TPage>>? with = null, Action? notFound = null)
        where TPage : IComponent
    {
        Page.AddAuthorization().SetAuthorized("anna@example.com").SetRoles(role).SetClaims(new Claim("display_name", "Anna Lind"));
        var navigation = Page.Services.GetRequiredService<NavigationManager>();
        navigation.OnNotFound += (_, _) => notFound?.Invoke();
        navigation.NavigateTo(address);
        // Who looks has this test's clock too: ages must not depend on the day of the run.
        Page.RenderTree.TryAdd<CascadingValue<ViewerZone>>(value => value.Add(zone => zone.Value, new ViewerZone(TimeZoneInfo.Utc, Clock)));
        return Page.Render(with ?? (_ => { }));
    }

    /// <summary>Presses the one button of this name, once it is there.</summary>
    protected static async Task PressAsync<TPage>(IRenderedComponent<TPage> page, string label)
        where TPage : IComponent
    {
        ArgumentNullException.ThrowIfNull(page);
        page.WaitForState(() => page.FindAll("button").Any(button => button.TextContent == label));
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == label).Click());
    }

    protected string Address => new Uri(Page.Services.GetRequiredService<BunitNavigationManager>().Uri).PathAndQuery;

    protected async Task<Guid> SubmitAsync(string to, string text = "Hello")
    {
        var outcome = await Rooms.Get<Submissions>().SubmitAsync(new NewMessage(PlanId, to, null, text, Lane.Test, Origin.Console), TestRooms.Anna, Ct);
        return Assert.IsType<SubmitOutcome.Queued>(outcome).MessageId;
    }

    protected Task<int> QueuedAsync() => Rooms.LookAsync(db => Task.FromResult(db.Messages.Count()));

    protected Task ChangePlanAsync(Action<ServicePlan> change) => Rooms.LookAsync(async db =>
    {
        change(db.Plans.Single(plan => plan.Id == PlanId));
        await db.SaveChangesAsync(Ct);
        Rooms.Get<PlanChanges>().Announce();
        return true;
    });

    /// <summary>Lets the clock run until it is so: for what a page gathers before it looks again.</summary>
    protected async Task UntilAsync(Func<bool> holds)
    {
        ArgumentNullException.ThrowIfNull(holds);
        var patience = Stopwatch.StartNew();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!holds())
        {
            Assert.True(patience.Elapsed < Patience, "It never came to be so.");
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            // No faster than a page can look: a clock that races buries it under its own looks.
            await looks.WaitForNextTickAsync(Ct);
        }
    }

    private void AddRoom<TRoom>()
        where TRoom : class => Page.Services.AddSingleton(Rooms.Get<TRoom>());
}
