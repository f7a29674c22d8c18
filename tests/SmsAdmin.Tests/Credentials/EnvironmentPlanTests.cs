using SmsAdmin.Core.Credentials;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Credentials;

public sealed class EnvironmentPlanTests : PlanRooms
{
    private const string Token = "a-token-that-only-the-environment-has";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        AtSinch("from-environment", Token, "eu");
        await RestartAsync(null, Variables());
    }

    [Fact]
    public async Task It_works_at_once_and_nothing_of_it_is_written_to_disk()
    {
        var plan = Assert.Single(await Plans.ListAsync(Ct));
        Assert.Equal((PlanSource.Environment, PlanReadiness.Ready, true), (plan.Source, plan.Readiness, plan.IsDefault));

        var check = await Rooms.Get<PlanChecks>().CheckAsync(plan.Id, Anna, Ct);

        Assert.True(check?.Works, check?.Says);
        Assert.Equal(200, (await PlanAsync(plan.Id)).CheckedHttpStatus);
        var files = Rooms.Directory.EnumerateFiles("*", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(Rooms.DatabaseFiles);
        Assert.Empty(Leaks.Of(Token, [.. files, .. Rooms.DatabaseFiles]));
        Assert.Empty(Leaks.Of("from-environment", [.. files, .. Rooms.DatabaseFiles]));
    }

    [Fact]
    public async Task It_cannot_be_changed_here()
    {
        var plan = Assert.Single(await Plans.ListAsync(Ct));

        Assert.IsType<TokenOutcome.Invalid>(await Rooms.Get<TokenReplacement>().ReplaceAsync(plan.Id, "another-token", Anna, Ct));
        Assert.IsType<PlanOutcome.Invalid>(await Rooms.Get<PlanEditing>().SetRegionAsync(plan.Id, "us", Anna, Ct));
        Assert.IsType<PlanOutcome.Invalid>(await Rooms.Get<PlanEditing>().DeleteAsync(plan.Id, Anna, Ct));
    }

    [Fact]
    public async Task Without_its_region_it_is_found_and_imported_with_it()
    {
        await RestartAsync(null, Variables(region: ""));
        var plan = Assert.Single(await Plans.ListAsync(Ct));
        Assert.Equal(PlanReadiness.NoRegion, plan.Readiness);
        var finding = Assert.IsType<RegionFinding>(await Rooms.Get<RegionSearch>().AskAsync(plan.Id, Ct));
        Assert.Equal("eu", finding.Found);

        var saved = Assert.IsType<PlanOutcome.Saved>(await Rooms.Get<PlanEditing>().ImportEnvironmentAsync("Imported", finding.Found, Anna, Ct));
        await Rooms.Get<PlanChecks>().CheckAsync(saved.PlanId, Anna, Ct);

        var imported = Assert.Single(await Plans.ListAsync(Ct));
        Assert.Equal((PlanSource.Storage, PlanReadiness.Ready, "eu"), (imported.Source, imported.Readiness, imported.Region));
        // What was accepted before, counted and posted back stays joined to it.
        Assert.Equal(plan.Id, imported.Id);
        Assert.Empty(Leaks.Of(Token, Rooms.DatabaseFiles));
    }

    [Fact]
    public async Task A_variable_that_cannot_be_used_is_named()
    {
        await RestartAsync(null, [.. Variables(region: "moon"), "SINCH_FROM_NUMBER=far too long for a sender"]);

        var faults = Rooms.Get<EnvironmentPlanSlot>().Plan!.Faults;

        Assert.Contains(faults, fault => fault.StartsWith("SINCH_REGION is “moon”", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("SINCH_FROM_NUMBER", StringComparison.Ordinal));
    }

    private string[] Variables(string region = "eu") =>
    [
        "SINCH_SERVICE_PLAN_ID=from-environment", $"SINCH_API_TOKEN={Token}", $"SINCH_REGION={region}", $"SINCH_BASE_URL={Sandbox.BaseAddress}sinch/{{region}}",
    ];
}
