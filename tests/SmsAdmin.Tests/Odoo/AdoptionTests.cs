using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Odoo;

/// <summary>Odoo's values taken over: all that differ, or none.</summary>
public sealed class AdoptionTests : ParameterRooms
{
    [Fact]
    public async Task A_token_from_Odoo_that_Sinch_refuses_is_not_adopted_and_kept_nowhere()
    {
        await PushAsync();
        ChangeThere("sinch.api_token", "a-token-that-somebody-mistyped");

        var not = Assert.IsType<AdoptOutcome.Not>(await Rooms.Get<ParameterAdoption>().AdoptAsync(Id, Anna, Ct));

        Assert.Equal("TokenRefused", not.Trouble.Kind);
        Assert.True((await Rooms.Get<PlanChecks>().CheckAsync(PlanId, Anna, Ct))!.Works);
        Assert.Empty(Leaks.Of("a-token-that-somebody-mistyped", Rooms.DatabaseFiles));
    }

    [Theory]
    [InlineData("NotAdoptable", "sinch.region=eu", "sinch.api_token=YOUR_API_TOKEN")]
    [InlineData("TokenRefused", "sinch.region=eu", "sinch.api_token=a-token-that-somebody-mistyped")]
    [InlineData("TokenRefused", "sinch.service_plan_id=sandbox-mistyped")]
    [InlineData("TokenRefused", "sinch.from_number=+12015550142", "sinch.api_token=a-token-that-somebody-mistyped")]
    [InlineData("NotAdoptable", "sinch.from_number=A sender that is far too long", "sinch.service_plan_id=sandbox-eu", "sinch.region=eu", "sinch.api_token=token-eu")]
    public async Task Where_not_all_of_Odoos_values_work_none_is_taken_over_and_ours_work_on(string kind, params string[] theirs)
    {
        await PushAsync();
        foreach (var pair in theirs.Select(one => one.Split('='))) ChangeThere(pair[0], pair[1]);
        var before = await PlanAsync();

        var not = Assert.IsType<AdoptOutcome.Not>(await Rooms.Get<ParameterAdoption>().AdoptAsync(Id, Anna, Ct));

        Assert.Equal(kind, not.Trouble.Kind);
        var after = await PlanAsync();
        Assert.Equal(
            (before.ServicePlanId, before.TokenLastFour, before.Region, before.Sender, PlanReadiness.Ready),
            (after.ServicePlanId, after.TokenLastFour, after.Region, after.Sender, after.Readiness));
        Assert.True((await Rooms.Get<PlanChecks>().LookAsync(PlanId, Ct))!.Works);
        Assert.DoesNotContain("plan.changed", await AuditAsync());
    }

    [Fact]
    public async Task Another_plan_of_Odoos_is_taken_over_whole_verified_and_ready()
    {
        await PushAsync();
        ChangeThere("sinch.service_plan_id", "sandbox-eu");
        ChangeThere("sinch.region", "eu");
        ChangeThere("sinch.api_token", "token-eu");

        var done = Assert.IsType<AdoptOutcome.Done>(await Rooms.Get<ParameterAdoption>().AdoptAsync(Id, Anna, Ct));

        Assert.True(done.Check!.Works);
        var plan = await PlanAsync();
        Assert.Equal(("sandbox-eu", "n-eu", "eu", PlanReadiness.Ready), (plan.ServicePlanId, plan.TokenLastFour, plan.Region, plan.Readiness));
        Assert.Empty((await TableAsync(Id)).Differing);
    }
}
