using SmsAdmin.Core.Credentials;

namespace SmsAdmin.Tests.Credentials;

public sealed class RegionSearchTests : PlanRooms
{
    private static readonly string[] Regions = ["us", "eu", "au", "br", "ca"];

    [Fact]
    public async Task The_region_is_found_by_GET_only()
    {
        var id = await Rooms.AddPlanAsync(Sandbox, draft => draft with { Region = null, ServicePlanId = "sandbox-br" }, "token-br");
        Assert.Equal(PlanReadiness.NoRegion, (await PlanAsync(id)).Readiness);
        Assert.Empty(Sandbox.World.Requests);

        var finding = Assert.IsType<RegionFinding>(await Rooms.Get<RegionSearch>().AskAsync(id, Ct));

        Assert.Equal("br", finding.Found);
        Assert.Equal(Regions, finding.Replies.Select(reply => reply.Region));
        Assert.Equal([401, 401, 401, 200, 401], finding.Replies.Select(reply => reply.HttpStatus!.Value));
        Assert.Equal(5, Sandbox.World.Requests.Count);
        Assert.All(Sandbox.World.Requests, request => Assert.Equal(("GET", "/batches", 1), (request.Method, request.Path, request.Count)));
        Assert.Empty(Sandbox.World.Sends);
    }

    [Fact]
    public async Task With_the_region_that_was_found_the_plan_works()
    {
        var id = await Rooms.AddPlanAsync(Sandbox, draft => draft with { Region = null, ServicePlanId = "sandbox-br" }, "token-br");
        var finding = Assert.IsType<RegionFinding>(await Rooms.Get<RegionSearch>().AskAsync(id, Ct));

        await Rooms.Get<PlanEditing>().SetRegionAsync(id, finding.Found!, Anna, Ct);
        await Rooms.Get<PlanChecks>().CheckAsync(id, Anna, Ct);

        Assert.Equal(PlanReadiness.Ready, (await PlanAsync(id)).Readiness);
    }

    [Fact]
    public async Task A_wrong_token_says_token_not_region()
    {
        var id = await Rooms.AddPlanAsync(Sandbox, draft => draft with { Region = null }, "not-the-token");

        var finding = Assert.IsType<RegionFinding>(await Rooms.Get<RegionSearch>().AskAsync(id, Ct));

        Assert.Null(finding.Found);
        Assert.Contains("it is not the region: the token is wrong", finding.Says, StringComparison.Ordinal);
    }
}
